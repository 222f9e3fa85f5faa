package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Synapses of one kind. A spike of a source at step t arrives at step t + delay; at delay 0 it
 * arrives within the step, after the thresholds.
 *
 * @param pairs which neurons they connect
 * @param response what an arriving spike does
 * @param weights one per synapse, in the unit of the response
 * @param minimum lower limit of the weights, may be negative infinity
 * @param maximum upper limit of the weights, may be infinity
 * @param delays one per synapse, whole steps, 0 to 1,000,000
 * @param plasticity how the weights learn; empty: they are fixed
 */
public record SynapseGroup(
    SynapsePairs pairs,
    SynapseResponse response,
    double[] weights,
    double minimum,
    double maximum,
    int[] delays,
    Optional<StdpRule> plasticity) {
  /** A run remembers the spikes of that many steps. */
  private static final int LONGEST_DELAY = 1_000_000;

  /**
   * @throws IllegalArgumentException if the sizes differ, the limits are in the wrong order, a
   *     weight is not a number within them or a delay is out of range
   */
  public SynapseGroup {
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(plasticity, "plasticity");
    weights = weights.clone();
    delays = delays.clone();
    checkCount("weights", weights.length, pairs.count());
    checkCount("delays", delays.length, pairs.count());
    if (!(minimum <= maximum)) {
      throw Refusal.of(
          "weight limits are %s to %s, expected two numbers in ascending order", minimum, maximum);
    }
    for (int k = 0; k < weights.length; k++) {
      Allowed.finite("weight of synapse " + k, weights[k], response.unit());
      if (weights[k] < minimum || weights[k] > maximum) {
        throw Refusal.of(
            "weight of synapse %d is %s %s, expected %s to %s",
            k, weights[k], response.unit(), minimum, maximum);
      }
      if (delays[k] < 0 || delays[k] > LONGEST_DELAY) {
        throw Refusal.of(
            "delay of synapse %d is %d steps, expected 0 to %d", k, delays[k], LONGEST_DELAY);
      }
    }
  }

  /** Fixed synapses of the same weight, without limits and without delay. */
  public static SynapseGroup of(SynapseRule rule, SynapseResponse response, double weight) {
    SynapsePairs pairs = rule.pairs();
    double[] weights = new double[pairs.count()];
    Arrays.fill(weights, weight);
    return new SynapseGroup(
        pairs,
        response,
        weights,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        new int[pairs.count()],
        Optional.empty());
  }

  /** These synapses with a weight each. */
  public SynapseGroup withWeights(double... other) {
    return new SynapseGroup(pairs, response, other, minimum, maximum, delays, plasticity);
  }

  /** These synapses with other limits of their weights. */
  public SynapseGroup withLimits(double lowest, double highest) {
    return new SynapseGroup(pairs, response, weights, lowest, highest, delays, plasticity);
  }

  /** These synapses with a delay each, in steps. */
  public SynapseGroup withDelays(int... steps) {
    return new SynapseGroup(pairs, response, weights, minimum, maximum, steps, plasticity);
  }

  /** These synapses with the same delay, in steps. */
  public SynapseGroup withDelay(int steps) {
    int[] same = new int[pairs.count()];
    Arrays.fill(same, steps);
    return withDelays(same);
  }

  /** These synapses, learning by {@code rule}. */
  public SynapseGroup withPlasticity(StdpRule rule) {
    return new SynapseGroup(pairs, response, weights, minimum, maximum, delays, Optional.of(rule));
  }

  private static void checkCount(String name, int count, int synapses) {
    Refusal.when(
        count != synapses, "%d %s for %d synapses, expected one each", count, name, synapses);
  }

  /** A copy of the weights. */
  @Override
  public double[] weights() {
    return weights.clone();
  }

  /** A copy of the delays. */
  @Override
  public int[] delays() {
    return delays.clone();
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

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
      return RecordContent.equal(this, other);
    }

    @Override
    public int hashCode() {
      return RecordContent.hash(this);
    }

    @Override
    public String toString() {
      return sources.length + " synapses";
    }
  }
}
