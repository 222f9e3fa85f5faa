package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import java.util.Arrays;

/**
 * Neurons of one kind, advanced together. A step of length dt takes the mean of the decaying
 * conductances over it and solves {@code V' = V + dt/tau (E_rest - V' + g_e (E_exc - V') + g_i
 * (E_inh - V'))} for V' (implicit Euler, which is stable for any conductance).
 */
final class Population {
  private final ConductanceMembrane membrane;
  private final int refractorySteps;
  private final float share;
  private final float excitationMean;
  private final float inhibitionMean;
  private final float excitationDecay;
  private final float inhibitionDecay;
  private final float[] potential;
  private final float[] excitation;
  private final float[] inhibition;
  private final float[] threshold;
  private final int[] readyAt;
  private final int[] refractory;
  private int refractoryCount;

  /**
   * @param gain what excitatory conductances are multiplied by
   */
  Population(ConductanceMembrane membrane, int neurons, double gain) {
    double dt = CompetitiveModel.DT_MS;
    this.membrane = membrane;
    this.refractorySteps = (int) Math.round(membrane.refractoryMs() / dt);
    this.share = (float) (dt / membrane.tauMs());
    this.excitationDecay = (float) StrictMath.exp(-dt / CompetitiveModel.EXCITATION_TAU_MS);
    this.inhibitionDecay = (float) StrictMath.exp(-dt / CompetitiveModel.INHIBITION_TAU_MS);
    this.excitationMean = (float) (gain * mean(dt, CompetitiveModel.EXCITATION_TAU_MS));
    this.inhibitionMean = (float) mean(dt, CompetitiveModel.INHIBITION_TAU_MS);
    this.potential = new float[neurons];
    this.excitation = new float[neurons];
    this.inhibition = new float[neurons];
    this.threshold = new float[neurons];
    this.readyAt = new int[neurons];
    this.refractory = new int[neurons];
  }

  /** Mean of {@code e^(-t/tau)} for t in [0, dt]. */
  private static double mean(double dt, double tau) {
    return -StrictMath.expm1(-dt / tau) * tau / dt;
  }

  /** All neurons at rest, with no conductance. */
  void rest() {
    Arrays.fill(potential, (float) membrane.restMv());
    Arrays.fill(excitation, 0);
    Arrays.fill(inhibition, 0);
    Arrays.fill(threshold, (float) membrane.thresholdMv());
    Arrays.fill(readyAt, 0);
    refractoryCount = 0;
  }

  /** Sets thresholds to so many mV above a base. */
  void setThresholds(float base, float[] above) {
    Arrays.fill(threshold, base);
    CompetitiveNetwork.addRow(threshold, above, 0);
  }

  /** Raises one threshold, mV. */
  void raise(int neuron, float rise) {
    threshold[neuron] += rise;
  }

  /** Potentials, mV; not a copy. */
  float[] potentials() {
    return potential;
  }

  /** Adds weights to the excitatory conductances of all neurons. */
  void excite(float[] weights, int from) {
    CompetitiveNetwork.addRow(excitation, weights, from);
  }

  /** Adds to the excitatory conductance of one neuron. */
  void excite(int neuron, float weight) {
    excitation[neuron] += weight;
  }

  /** Adds to the inhibitory conductances of all neurons, once for each of {@code count} others. */
  void inhibitOthers(int[] spared, int count, float weight) {
    if (count == 0) {
      return;
    }
    float sum = weight * count;
    for (int n = 0; n < inhibition.length; n++) {
      inhibition[n] += sum;
    }
    for (int k = 0; k < count; k++) {
      inhibition[spared[k]] -= weight;
    }
  }

  /** Advances all neurons by step {@code t}. */
  void integrate(int t) {
    advance(
        potential,
        excitation,
        inhibition,
        share,
        (float) membrane.restMv(),
        excitationMean,
        (float) membrane.excitatoryReversalMv(),
        inhibitionMean,
        (float) membrane.inhibitoryReversalMv());
    decay(excitation, excitationDecay);
    decay(inhibition, inhibitionDecay);
    holdRefractory(t);
  }

  private static void advance(
      float[] potential,
      float[] excitation,
      float[] inhibition,
      float share,
      float rest,
      float excitationMean,
      float excitatoryReversal,
      float inhibitionMean,
      float inhibitoryReversal) {
    for (int n = 0; n < potential.length; n++) {
      float e = excitation[n] * excitationMean;
      float i = inhibition[n] * inhibitionMean;
      potential[n] =
          (potential[n] + share * (rest + e * excitatoryReversal + i * inhibitoryReversal))
              / (1 + share * (1 + e + i));
    }
  }

  private static void decay(float[] values, float factor) {
    for (int n = 0; n < values.length; n++) {
      values[n] *= factor;
    }
  }

  private void holdRefractory(int t) {
    int left = 0;
    for (int k = 0; k < refractoryCount; k++) {
      int n = refractory[k];
      if (t < readyAt[n]) {
        potential[n] = (float) membrane.resetMv();
        refractory[left++] = n;
      }
    }
    refractoryCount = left;
  }

  /**
   * Resets the neurons above their thresholds.
   *
   * @param fired gets their numbers, ascending
   * @return how many they are
   */
  int fire(int t, int[] fired) {
    int count = 0;
    for (int n = 0; n < potential.length; n++) {
      if (potential[n] > threshold[n] && t >= readyAt[n]) {
        fired[count++] = n;
      }
    }
    for (int k = 0; k < count; k++) {
      int n = fired[k];
      potential[n] = (float) membrane.resetMv();
      readyAt[n] = t + refractorySteps;
      refractory[refractoryCount++] = n;
    }
    return count;
  }
}
