package io.github.ann2snn.dynamics.leaky;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

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
        throw new IllegalArgumentException(
            "one-to-one from %d sources to %d targets: expected as many targets as sources"
                .formatted(sources.count(), targets.count()));
      }
    }

    @Override
    public SynapsePairs pairs() {
      return new SynapsePairs(
          filled(sources.count(), k -> sources.first() + k),
          filled(targets.count(), k -> targets.first() + k));
    }

    private static int[] filled(int length, IntUnaryOperator value) {
      int[] values = new int[length];
      Arrays.setAll(values, value);
      return values;
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
        throw new IllegalArgumentException(
            "probability of a synapse is %s, expected 0 to 1".formatted(probability));
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
}
