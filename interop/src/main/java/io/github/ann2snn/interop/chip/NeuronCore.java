package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.interop.chip.Chip.Ability;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * A core that holds some neurons and the synapses that lead to them; spikes from elsewhere arrive
 * at its input axons.
 *
 * @param neurons at most
 * @param inputAxons at most; each brings the spikes of one neuron
 * @param outputAxons at most; each leads from one neuron to one core
 * @param axonTypes where synapses are bits: the kinds of axons, for each of which a neuron has a
 *     strength of its own, and each neuron drives one axon alone
 * @param memories what synapses and neurons take
 * @param sharedWeights whether the kernel of a convolution is stored once a core, and not once for
 *     each synapse
 */
public record NeuronCore(
    Optional<Quantity> neurons,
    Optional<Quantity> inputAxons,
    Optional<Quantity> outputAxons,
    Optional<Quantity> axonTypes,
    List<Memory> memories,
    Ability sharedWeights)
    implements ChipCore {
  /**
   * @throws IllegalArgumentException if nothing limits a core
   */
  public NeuronCore {
    memories = List.copyOf(memories);
    Refusal.when(
        neurons.isEmpty() && inputAxons.isEmpty() && memories.isEmpty(),
        "nothing limits a core; give neurons, inputAxons or memories");
  }

  /**
   * How many axons of a core a source needs, so that each synapse can have any weight of so many
   * bits: 1 where synapses have weights. Where they are bits, the weight is a sum of strengths, one
   * for each axon that the source is copied to and whose bit is set. One axon has the strength
   * {@code -2^(bits - 1)}; the other types count from 0 to {@code 2^(bits - 1) - 1}: those with
   * {@code c_1, c_2, ...} axons to {@code (c_1 + 1)(c_2 + 1) ... - 1}. For four types and 8 bits
   * these are 4, 4 and 5 axons, of the strengths 1, 5 and 25: 5 x 5 x 6 = 150, at least 128.
   */
  public int axonsPerSource(int bits) {
    if (axonTypes.isEmpty()) {
      return 1;
    }
    int types = (int) axonTypes.get().value() - 1;
    long values = 1L << (bits - 1);
    int axons = 0;
    while (product(axons, types) < values) {
      axons++;
      if (types == 0) {
        return Integer.MAX_VALUE;
      }
    }
    return axons + 1;
  }

  /** The largest product of {@code (c + 1)} over the types, whose axons are as many in all. */
  private static double product(int axons, int types) {
    double product = 1;
    for (int type = 0; type < types; type++) {
      product *= axons / types + (type < axons % types ? 1 : 0) + 1;
    }
    return product;
  }

  /**
   * A memory.
   *
   * @param name what it is called
   * @param perChip whether all cores of a chip share it
   * @param synapses whether it holds synapses
   * @param size of it, in bytes
   * @param word synapses of a source lie in whole words of so many bits
   * @param header bits before the synapses of a source
   * @param headerEvery synapses that share a header; all of a source where it is absent
   * @param synapse bits of a synapse, its weight included; those of the weight where it is absent
   * @param neuron bits of a neuron; none where it is absent
   */
  public record Memory(
      String name,
      boolean perChip,
      boolean synapses,
      Quantity size,
      Optional<Quantity> word,
      Optional<Quantity> header,
      Optional<Quantity> headerEvery,
      Optional<Quantity> synapse,
      Optional<Quantity> neuron) {
    /** Bits of the synapses of one source on a core; none where it holds no synapses. */
    public long row(long count, int weightBits) {
      if (!synapses) {
        return 0;
      }
      long block = headerEvery.map(Quantity::value).orElse(Long.MAX_VALUE);
      long full = count / block;
      return (full == 0 ? 0 : full * block(block, weightBits)) + block(count % block, weightBits);
    }

    private long block(long count, int weightBits) {
      if (count == 0) {
        return 0;
      }
      long each = synapse.map(Quantity::value).orElse((long) weightBits);
      long bits = count * each + header.map(Quantity::value).orElse(0L);
      long unit = word.map(Quantity::value).orElse(1L);
      return (bits + unit - 1) / unit * unit;
    }

    /** Bits of as many neurons. */
    public long neurons(long count) {
      return count * neuron.map(Quantity::value).orElse(0L);
    }
  }
}
