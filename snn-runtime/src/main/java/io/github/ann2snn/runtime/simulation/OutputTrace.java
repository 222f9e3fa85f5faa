package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;

/** Membrane potentials of the output layer after each step, and the classes read from them. */
final class OutputTrace {
  private final int classes;
  private final float[] potentials;

  OutputTrace(int classes, int timesteps) {
    this.classes = classes;
    this.potentials = new float[Math.multiplyExact(classes, timesteps)];
  }

  /**
   * Records the potentials of neurons {@code from ...} after step {@code t}: {@code n} values from
   * {@code v[at]} on; there may be more of them than classes.
   */
  void record(int t, int from, float[] v, int at, int n) {
    System.arraycopy(v, at, potentials, t * classes + from, Math.min(n, classes - from));
  }

  /** The potentials after the last step. */
  float[] last() {
    return Arrays.copyOfRange(potentials, potentials.length - classes, potentials.length);
  }

  /** After each step the class of the highest potential; ties go to the lowest index. */
  int[] byMembrane() {
    int[] predictions = new int[potentials.length / classes];
    for (int t = 0; t < predictions.length; t++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (potential(t, c) > potential(t, best)) {
          best = c;
        }
      }
      predictions[t] = best;
    }
    return predictions;
  }

  /**
   * After each step the class of the most spikes so far; ties go to the higher potential, then to
   * the lowest index.
   */
  int[] bySpikes(SpikeTrain spikes) {
    int[] predictions = new int[potentials.length / classes];
    int[] counts = new int[classes];
    for (int t = 0; t < predictions.length; t++) {
      int best = 0;
      for (int c = 0; c < classes; c++) {
        counts[c] += spikes.fired(t, c) ? 1 : 0;
        boolean better =
            counts[c] > counts[best]
                || (counts[c] == counts[best] && potential(t, c) > potential(t, best));
        best = better ? c : best;
      }
      predictions[t] = best;
    }
    return predictions;
  }

  private float potential(int t, int c) {
    return potentials[t * classes + c];
  }
}
