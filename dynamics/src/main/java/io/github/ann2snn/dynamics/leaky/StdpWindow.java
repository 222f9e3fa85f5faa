package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * The window of an {@link StdpRule}, measured: for each lag two neurons are driven to fire once
 * each, that many steps apart, and the change of the synapse between them is read. Arrays are not
 * to be changed.
 *
 * @param rule the rule that was measured
 * @param dtMs length of a step, ms
 * @param lags from the spike before the synapse to the one behind it, steps
 * @param changes of the weight, one per lag
 */
public record StdpWindow(StdpRule rule, double dtMs, int[] lags, double[] changes) {
  /** Steps that the membrane's time constant lasts; any number above 1 would do. */
  private static final int TAU_STEPS = 10;

  private static final int LONGEST_LAG = 1_000_000;

  /** Lifts the potential by 95 mV in a step, from 20 mV below the threshold. */
  private static final double PULSE_NANOAMPERES = 1000;

  /**
   * Runs the protocol. The synapses start at weight 0, so that no spike moves the other neuron, and
   * have no limits.
   *
   * @param lags steps; positive: the neuron before the synapse fires first
   * @throws IllegalArgumentException if there is no lag, one is beyond a million steps, or the step
   *     is not shorter than the time constants
   */
  public static StdpWindow measure(StdpRule rule, double dtMs, int... lags) {
    int longest = longest(lags);
    LeakyMembrane membrane =
        new LeakyMembrane(TAU_STEPS * Allowed.positive("dt", dtMs, "ms"), -70, 1, -50, -70, 0);
    NeuronRange before = new NeuronRange(0, lags.length);
    NeuronRange behind = new NeuronRange(lags.length, lags.length);
    SynapseGroup synapses =
        SynapseGroup.of(new SynapseRule.OneToOne(before, behind), new SynapseResponse.Jump(), 0)
            .withPlasticity(rule);
    LeakyNetwork network = new LeakyNetwork(2 * lags.length, membrane, dtMs, List.of(synapses));
    LeakySimulation simulation =
        new LeakySimulation(
            network,
            (neuron, step) -> step == fires(neuron, lags, longest) ? PULSE_NANOAMPERES : 0);
    simulation.advance(2L * longest + 1);
    return new StdpWindow(rule, dtMs, lags.clone(), simulation.weights(0));
  }

  private static int longest(int[] lags) {
    long longest = Arrays.stream(lags).mapToLong(lag -> Math.abs((long) lag)).max().orElse(-1);
    if (longest < 0 || longest > LONGEST_LAG) {
      throw Refusal.of(
          "the longest of %d lags is %d steps, expected at least one lag, each at most %d steps",
          lags.length, Math.max(longest, 0), LONGEST_LAG);
    }
    return (int) longest;
  }

  private static long fires(int neuron, int[] lags, int longest) {
    return neuron < lags.length ? longest : longest + lags[neuron - lags.length];
  }

  /** Lag {@code i} in ms. */
  public double lagMs(int i) {
    return lags[i] * dtMs;
  }

  /** What the rule's formula says for lag {@code i}. */
  public double expected(int i) {
    return rule.change(lagMs(i));
  }
}
