package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.files.Refusal;
import java.util.Arrays;

/**
 * The two neurons of each synapse.
 *
 * @param sources the neuron before each synapse
 * @param targets the neuron behind each synapse, as many
 */
public record SynapsePairs(int[] sources, int[] targets) {
  /**
   * @throws IllegalArgumentException if there are not as many targets as sources or a number is
   *     negative
   */
  public SynapsePairs {
    if (sources.length != targets.length) {
      throw Refusal.of(
          "synapse list has %d sources and %d targets, expected as many of both",
          sources.length, targets.length);
    }
    sources = sources.clone();
    targets = targets.clone();
    for (int k = 0; k < sources.length; k++) {
      if (sources[k] < 0 || targets[k] < 0) {
        throw Refusal.of(
            "synapse %d goes from neuron %d to neuron %d; neurons are counted from 0",
            k, sources[k], targets[k]);
      }
    }
  }

  /** Number of synapses. */
  public int count() {
    return sources.length;
  }

  /** The neuron before synapse {@code k}. */
  public int source(int k) {
    return sources[k];
  }

  /** The neuron behind synapse {@code k}. */
  public int target(int k) {
    return targets[k];
  }

  /**
   * Nothing, if all neurons exist.
   *
   * @param group which group of synapses this is, for the error
   * @throws IllegalArgumentException if a synapse names a neuron that does not exist
   */
  void checkWithin(int neurons, int group) {
    for (int k = 0; k < sources.length; k++) {
      if (Math.max(sources[k], targets[k]) >= neurons) {
        throw Refusal.of(
            "synapse %d of group %d goes from neuron %d to neuron %d; the network has 0 to %d",
            k, group, sources[k], targets[k], neurons - 1);
      }
    }
  }

  /** A copy of the sources. */
  @Override
  public int[] sources() {
    return sources.clone();
  }

  /** A copy of the targets. */
  @Override
  public int[] targets() {
    return targets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SynapsePairs that
        && Arrays.equals(sources, that.sources)
        && Arrays.equals(targets, that.targets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sources) * 31 + Arrays.hashCode(targets);
  }

  @Override
  public String toString() {
    return sources.length + " synapses";
  }
}
