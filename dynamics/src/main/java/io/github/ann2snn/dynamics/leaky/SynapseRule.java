package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Which neurons are connected: from every rule follows a list of synapses. */
public sealed interface SynapseRule {
  /** The synapses in the order in which weights and results name them. */
  SynapsePairs pairs();

  /**
   * Every source to every target, ordered by source, then by target.
   *
   * @param self whether a neuron that is both has a synapse onto itself
   */
  record AllToAll(NeuronRange sources, NeuronRange targets, boolean self) implements SynapseRule {
    @Override
    public SynapsePairs pairs() {
      return new Grid(sources, targets, self).pairs(() -> true);
    }
  }

  /** The k-th source to the k-th target. */
  record OneToOne(NeuronRange sources, NeuronRange targets) implements SynapseRule {
    /**
     * @throws IllegalArgumentException if there are not as many targets as sources
     */
    public OneToOne {
      if (sources.count() != targets.count()) {
        throw Refusal.of(
            "one-to-one from %d sources to %d targets: expected as many targets as sources",
            sources.count(), targets.count());
      }
    }

    @Override
    public SynapsePairs pairs() {
      return new SynapsePairs(sources.all(), targets.all());
    }
  }

  /**
   * Each pair of {@link AllToAll} with the same probability, independently.
   *
   * @param probability 0 to 1
   * @param self whether a neuron may have a synapse onto itself
   * @param seed the same seed gives the same synapses
   */
  record WithProbability(
      NeuronRange sources, NeuronRange targets, double probability, boolean self, long seed)
      implements SynapseRule {
    /**
     * @throws IllegalArgumentException if the probability is not between 0 and 1
     */
    public WithProbability {
      if (!(probability >= 0 && probability <= 1)) {
        throw Refusal.of("probability of a synapse is %s, expected 0 to 1", probability);
      }
    }

    @Override
    public SynapsePairs pairs() {
      SplittableRandom random = new SplittableRandom(seed);
      return new Grid(sources, targets, self).pairs(() -> random.nextDouble() < probability);
    }
  }

  /** Exactly the synapses named; a pair may occur more than once. */
  record Listed(SynapsePairs pairs) implements SynapseRule {}

  /** All pairs of a source and a target, ordered by source, then by target. */
  record Grid(NeuronRange sources, NeuronRange targets, boolean self) {
    /**
     * The pairs that {@code chosen} accepts; it is asked once for each, in order.
     *
     * @throws IllegalArgumentException if there are more pairs than an array holds
     */
    SynapsePairs pairs(BooleanSupplier chosen) {
      long most = (long) sources.count() * targets.count();
      if (most > Integer.MAX_VALUE - 8) {
        throw Refusal.of(
            "%d sources and %d targets have %d pairs, expected at most %d; use several groups",
            sources.count(), targets.count(), most, Integer.MAX_VALUE - 8);
      }
      int[] from = new int[(int) most];
      int[] to = new int[(int) most];
      int count = 0;
      for (int i = sources.first(); i < sources.first() + sources.count(); i++) {
        for (int j = targets.first(); j < targets.first() + targets.count(); j++) {
          if ((self || i != j) && chosen.getAsBoolean()) {
            from[count] = i;
            to[count++] = j;
          }
        }
      }
      return new SynapsePairs(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
    }
  }

  /**
   * Neurons {@code first} to {@code first + count - 1} of a network.
   *
   * @param first from 0
   * @param count at least 1
   */
  record NeuronRange(int first, int count) {
    /**
     * @throws IllegalArgumentException if the range starts below 0, is empty or too long
     */
    public NeuronRange {
      if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
        throw Refusal.of(
            "neurons from %d, %d of them: expected a first neuron >= 0 and at least one",
            first, count);
      }
    }

    int[] all() {
      return IntStream.range(first, first + count).toArray();
    }

    /** The first {@code count} neurons. */
    public static NeuronRange first(int count) {
      return new NeuronRange(0, count);
    }
  }
}
