package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * A core that holds a whole layer: a convolution, its neurons, and a sum pooling of what they fire.
 * A matrix is a convolution whose kernel is as large as its maps. Sizes of memories are those of
 * DYNAP-CNN and Speck: {@code c 2^(ceil(log2(kx ky)) + ceil(log2(f)))} words of weights for c input
 * and f output channels, and {@code f 2^(ceil(log2(fx)) + ceil(log2(fy)))} words of potentials.
 *
 * @param groups cores that are alike
 * @param biases of a layer, at most
 * @param kernel side of a kernel, at most
 * @param strides that a kernel can have
 * @param padding on a side, at most
 * @param poolings sides of the windows that sum what a layer fires
 * @param channels of input or output, at most
 * @param inputMap side of a map that comes in, at most
 * @param outputMap side of a map of neurons, at most
 * @param destinations layers that a layer can lead to, at most
 */
public record LayerCore(
    List<Group> groups,
    Optional<Quantity> biases,
    Optional<Quantity> kernel,
    Optional<Choice> strides,
    Optional<Quantity> padding,
    Optional<Choice> poolings,
    Optional<Quantity> channels,
    Optional<Quantity> inputMap,
    Optional<Quantity> outputMap,
    Optional<Quantity> destinations)
    implements ChipCore {
  /**
   * @throws IllegalArgumentException if there is no core
   */
  public LayerCore {
    groups = List.copyOf(groups);
    Refusal.when(groups.isEmpty(), "groups is empty; expected at least one");
  }

  /** Words of the weights: from c to f channels, with so many taps. */
  public static long kernelWords(long inputChannels, long taps, long outputChannels) {
    return inputChannels << (log2(taps) + log2(outputChannels));
  }

  /** Words of the potentials of f maps. */
  public static long neuronWords(long channels, long height, long width) {
    return channels << (log2(height) + log2(width));
  }

  /** The smallest exponent of 2 that reaches a number of at least 1. */
  private static int log2(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value - 1);
  }

  /**
   * Cores that are alike.
   *
   * @param cores how many
   * @param kernelMemory words of weights
   * @param neuronMemory words of potentials
   */
  public record Group(Quantity cores, Quantity kernelMemory, Quantity neuronMemory) {}

  /**
   * Numbers that something can have.
   *
   * @param values all of them
   * @param unit of each
   * @param source where they come from
   */
  public record Choice(List<Long> values, String unit, String source) {
    /** Copies the list. */
    public Choice {
      values = List.copyOf(values);
    }
  }
}
