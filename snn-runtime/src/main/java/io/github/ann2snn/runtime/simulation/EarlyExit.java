package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import java.io.Serializable;
import java.util.Arrays;

/**
 * When a sample stops before the last step: after the first step at which its best class leads the
 * second best by the margin, {@code lead(t) >= margin}. The class is the one predicted at that
 * step. A margin is greater than 0, so a sample never stops at a tie.
 *
 * <p>The lead is a difference of membrane potentials under membrane readout, and of numbers of
 * spikes so far under spike readout; {@link LeadUnit} says in which unit. Without noise it grows
 * roughly linearly in t, by the difference of the ANN's two largest outputs, while spikes disturb
 * it by an amount that does not grow; so a bound that is constant in t separates the two.
 *
 * <p>Stopping when accumulated evidence reaches a constant bound is the idea of the sequential
 * probability ratio test (Wald, <i>Sequential tests of statistical hypotheses</i>, Annals of
 * Mathematical Statistics 16, 1945). Its error bounds need independent observations of known
 * distribution, which the steps of a spiking network are not: they do not carry over, and that is
 * why the margin is to be calibrated on samples that are not evaluated later.
 *
 * @param margin finite and greater than 0
 */
public record EarlyExit(double margin) implements Serializable {
  /**
   * Checks the margin.
   *
   * @param margin finite and greater than 0
   * @throws IllegalArgumentException if {@code margin} is not a finite number greater than 0
   */
  public EarlyExit {
    if (!(margin > 0) || Double.isInfinite(margin)) {
      throw Refusal.of("early-exit margin is %s, expected a finite number > 0", margin);
    }
  }

  /** Whether a sample stops after a step with this lead. */
  boolean reached(float lead) {
    return lead >= margin;
  }

  /**
   * {@return the number of steps after which a sample stops, at most those of {@code run}}
   *
   * @param run of all its steps
   */
  public int steps(SampleRun run) {
    float[] leads = run.leads();
    for (int t = 0; t < leads.length; t++) {
      if (reached(leads[t])) {
        return t + 1;
      }
    }
    return leads.length;
  }

  /**
   * {@return the highest lead at which a sample could stop with a class that is not the one of its
   * full run; 0 if there is none} With any margin above it the sample keeps its class.
   *
   * @param run of all its steps
   */
  public static float overtakenLead(SampleRun run) {
    float highest = 0;
    float overtaken = 0;
    for (int t = 0; t < run.timesteps(); t++) {
      if (run.leads()[t] > highest) {
        highest = run.leads()[t];
        overtaken = run.predictions()[t] == run.prediction() ? overtaken : highest;
      }
    }
    return overtaken;
  }

  /**
   * {@return the smallest margin from which on at most a share of some samples gets another class
   * than in the full run} (Below it there may be smaller margins that do so by chance.)
   *
   * @param overtakenLeads {@link #overtakenLead} of each sample, at least one
   * @param tolerated share of the samples, in [0, 1)
   * @param readout under which they were run; leads of spikes are whole numbers, and so is the
   *     margin
   * @throws IllegalArgumentException if there is no sample or {@code tolerated} is out of range
   */
  public static EarlyExit calibrate(float[] overtakenLeads, double tolerated, Readout readout) {
    if (overtakenLeads.length == 0 || !(tolerated >= 0 && tolerated < 1)) {
      throw Refusal.of(
          "%d samples and a tolerated share of %s, expected at least 1 and 0 <= share < 1",
          overtakenLeads.length, tolerated);
    }
    float[] sorted = overtakenLeads.clone();
    Arrays.sort(sorted);
    int mayChange = (int) (tolerated * sorted.length);
    float lead = sorted[sorted.length - 1 - mayChange];
    return new EarlyExit(readout == Readout.SPIKES ? lead + 1 : Math.nextUp(lead));
  }

  /**
   * The unit of the lead of a class over another.
   *
   * @param name {@code spikes} under spike readout; otherwise {@code thresholds} where all neurons
   *     of the output layer have the same threshold, and {@code potential} where they have not
   * @param size of one unit: the common threshold, or 1
   */
  public record LeadUnit(String name, float size) {
    /**
     * {@return the unit that a network's leads have under a readout}
     *
     * @param network whose output layer is looked at
     * @param readout how the class is read
     */
    public static LeadUnit of(SpikingNetwork network, Readout readout) {
      if (readout == Readout.SPIKES) {
        return new LeadUnit("spikes", 1);
      }
      float[] thresholds =
          network
              .populations()
              .get(network.populations().size() - 1)
              .neurons()
              .firing()
              .threshold();
      if (thresholds[0] == Firing.NEVER || !Values.areAll(thresholds, thresholds[0])) {
        return new LeadUnit("potential", 1);
      }
      return new LeadUnit("thresholds", thresholds[0]);
    }
  }
}
