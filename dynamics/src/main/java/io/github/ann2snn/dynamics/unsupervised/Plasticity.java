package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.TripletRule;
import java.util.Arrays;

/**
 * The triplet rule, computed at spikes alone: a trace that a spike sets to 1 and that then decays
 * is known from the step of the last spike.
 */
final class Plasticity {
  private static final int NEVER = -1;

  private final float[] weights;
  private final int neurons;
  private final float[] pre;
  private final float[] depression;
  private final float[] potentiation;
  private final int[] lastBefore;
  private final int[] lastBehind;
  private final int[] active;
  private int activeCount;

  Plasticity(CompetitiveNetwork network) {
    TripletRule rule = TripletRule.DIEHL_COOK;
    this.weights = network.sharedWeights();
    this.neurons = network.neurons();
    this.pre = trace(rule.tauPreMs(), 1);
    this.depression = trace(rule.tauPostMs(), rule.preRate());
    this.potentiation = trace(rule.tauTripletMs(), rule.postRate());
    this.lastBefore = new int[network.inputs()];
    this.lastBehind = new int[neurons];
    this.active = new int[neurons];
  }

  /** A trace by the number of steps since the spike, times a rate. */
  private static float[] trace(double tauMs, double rate) {
    float[] values = new float[CompetitiveModel.STEPS];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (rate * StrictMath.exp(-k * CompetitiveModel.DT_MS / tauMs));
    }
    return values;
  }

  /** Forgets all spikes. */
  void rest() {
    Arrays.fill(lastBefore, NEVER);
    Arrays.fill(lastBehind, NEVER);
    activeCount = 0;
  }

  /** An input fires at step {@code t}: depression. */
  void before(int input, int t) {
    int row = input * neurons;
    for (int k = 0; k < activeCount; k++) {
      int n = active[k];
      weights[row + n] = Math.max(0, weights[row + n] - depression[t - lastBehind[n]]);
    }
    lastBefore[input] = t;
  }

  /** A neuron fires at step {@code t}: potentiation, unless it is its first spike. */
  void behind(int neuron, int t) {
    if (lastBehind[neuron] == NEVER) {
      active[activeCount++] = neuron;
    } else {
      float rate = potentiation[t - lastBehind[neuron]];
      for (int i = 0; i < lastBefore.length; i++) {
        if (lastBefore[i] != NEVER) {
          int k = i * neurons + neuron;
          weights[k] = Math.min(1, weights[k] + rate * pre[t - lastBefore[i]]);
        }
      }
    }
    lastBehind[neuron] = t;
  }
}
