package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;

/** Membrane potentials of the output layer after each step. */
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

  /** The potentials after step {@code t}. */
  float[] potentials(int t) {
    return Arrays.copyOfRange(potentials, t * classes, (t + 1) * classes);
  }

  /** The potential of class {@code c} after step {@code t}. */
  float potential(int t, int c) {
    return potentials[t * classes + c];
  }
}
