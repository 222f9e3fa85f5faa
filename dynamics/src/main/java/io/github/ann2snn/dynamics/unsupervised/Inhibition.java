package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.runtime.columns.ColumnKernel.Membrane;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * The inhibitory neurons. Each hears of one excitatory neuron alone, so whenever that fires all its
 * spikes until the next time are known; and nobody asks what the others do.
 */
final class Inhibition {
  private static final int NEVER = -1;

  private final ConductanceMembrane kind = ConductanceMembrane.INHIBITORY;
  private final Membrane membrane = kind.membrane(1);
  private final int refractorySteps = kind.refractorySteps();
  private final float threshold = (float) kind.thresholdMv();

  /** Up to this excitation a potential below the threshold stays there: half of what it takes. */
  private final float calm =
      (float)
          (0.5
              * (kind.thresholdMv() - kind.restMv())
              / (kind.excitatoryReversalMv() - kind.thresholdMv())
              / membrane.excitationMean());

  /** Potential by step while nothing has come. */
  private final float[] quiet = new float[CompetitiveModel.STEPS];

  // What each neuron was after the step in which it last heard of a spike.
  private final float[] potentials;
  private final float[] excitations;
  private final int[] readyAt;
  private final int[] since;

  private final int[] countAt = new int[CompetitiveModel.STEPS];
  private int[] steps = new int[16];
  private int[] neurons = new int[16];
  private int count;

  Inhibition(int neurons) {
    this.potentials = new float[neurons];
    this.excitations = new float[neurons];
    this.readyAt = new int[neurons];
    this.since = new int[neurons];
    float v = (float) kind.restMv();
    for (int t = 0; t < quiet.length; t++) {
      v = membrane.advanced(v, 0, 0);
      quiet[t] = v;
    }
  }

  /** Forgets all spikes. */
  void rest() {
    Arrays.fill(since, NEVER);
    Arrays.fill(readyAt, 0);
    Arrays.fill(countAt, 0);
    count = 0;
  }

  /** The excitatory neuron of a neuron fires at step {@code t}; no step is before one before. */
  void excite(int neuron, int t) {
    if (since[neuron] == NEVER) {
      potentials[neuron] = quiet[t];
      excitations[neuron] = 0;
    } else {
      forget(neuron, t);
      follow(neuron, t);
    }
    excitations[neuron] += (float) CompetitiveModel.RELAY_WEIGHT;
    since[neuron] = t;
    foresee(neuron, t);
  }

  /** What the neuron is after step {@code t}. */
  private void follow(int neuron, int t) {
    float v = potentials[neuron];
    float e = excitations[neuron];
    int ready = readyAt[neuron];
    for (int u = since[neuron] + 1; u <= t; u++) {
      v = u < ready ? (float) kind.resetMv() : membrane.advanced(v, e, 0);
      e *= membrane.excitationDecay();
      if (v > threshold) {
        v = (float) kind.resetMv();
        ready = u + refractorySteps;
      }
    }
    potentials[neuron] = v;
    excitations[neuron] = e;
    readyAt[neuron] = ready;
  }

  /** Its spikes after step {@code t} if it hears of no other. */
  private void foresee(int neuron, int t) {
    float v = potentials[neuron];
    float e = excitations[neuron];
    int ready = readyAt[neuron];
    for (int u = t + 1; u < CompetitiveModel.STEPS && e > calm; u++) {
      v = u < ready ? (float) kind.resetMv() : membrane.advanced(v, e, 0);
      e *= membrane.excitationDecay();
      if (v > threshold) {
        v = (float) kind.resetMv();
        ready = u + refractorySteps;
        add(neuron, u);
      }
    }
  }

  private void add(int neuron, int t) {
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
      neurons = Arrays.copyOf(neurons, 2 * count);
    }
    steps[count] = t;
    neurons[count++] = neuron;
    countAt[t]++;
  }

  /** Spikes of a neuron after step {@code t} will not come like that. */
  private void forget(int neuron, int t) {
    int left = 0;
    for (int k = 0; k < count; k++) {
      if (neurons[k] == neuron && steps[k] > t) {
        countAt[steps[k]]--;
      } else {
        steps[left] = steps[k];
        neurons[left++] = neurons[k];
      }
    }
    count = left;
  }

  /**
   * Who fires at a step.
   *
   * @param into gets them, ascending
   * @return how many they are
   */
  int at(int t, int[] into) {
    if (countAt[t] == 0) {
      return 0;
    }
    int found = 0;
    for (int k = 0; k < count; k++) {
      if (steps[k] == t) {
        into[found++] = neurons[k];
      }
    }
    Arrays.sort(into, 0, found);
    return found;
  }

  /** All spikes. */
  SpikeTrain spikes() {
    SpikeTrain train = new SpikeTrain(since.length, CompetitiveModel.STEPS);
    int[] fired = new int[since.length];
    for (int t = 0; t < CompetitiveModel.STEPS; t++) {
      int number = at(t, fired);
      for (int k = 0; k < number; k++) {
        train.fire(fired[k]);
      }
      train.endStep();
    }
    return train;
  }
}
