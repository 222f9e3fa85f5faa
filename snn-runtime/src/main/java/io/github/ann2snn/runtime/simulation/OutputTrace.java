package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;

/** Membrane potentials of the output layer after each step, one for each class. */
public final class OutputTrace {
  private final int classes;
  private final int timesteps;
  private final float[] potentials;

  public OutputTrace(int classes, int timesteps) {
    this(classes, timesteps, new float[Math.multiplyExact(classes, timesteps)]);
  }

  private OutputTrace(int classes, int timesteps, float[] potentials) {
    this.classes = classes;
    this.timesteps = timesteps;
    this.potentials = potentials;
  }

  /** The first steps of this trace; shares its memory. */
  OutputTrace first(int steps) {
    return steps == timesteps ? this : new OutputTrace(classes, steps, potentials);
  }

  /**
   * Records the potentials of neurons {@code from ...} after step {@code t}: {@code n} values from
   * {@code v[at]} on; there may be more of them than classes.
   */
  public void record(int t, int from, float[] v, int at, int n) {
    System.arraycopy(v, at, potentials, t * classes + from, Math.min(n, classes - from));
  }

  /** Number of steps. */
  public int timesteps() {
    return timesteps;
  }

  /** A copy of the potentials after step {@code t}, counted from 0: one value per class. */
  public float[] potentials(int t) {
    return Arrays.copyOfRange(potentials, t * classes, (t + 1) * classes);
  }

  /** Writes the potentials after step {@code t}, counted from 0: one value per class. */
  public void copy(int t, float[] into) {
    System.arraycopy(potentials, t * classes, into, 0, classes);
  }

  /** The potential of class {@code c} after step {@code t}. */
  float potential(int t, int c) {
    return potentials[t * classes + c];
  }

  @Override
  public boolean equals(Object other) {
    int length = timesteps * classes;
    return other instanceof OutputTrace that
        && classes == that.classes
        && timesteps == that.timesteps
        && Arrays.equals(potentials, 0, length, that.potentials, 0, length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(potentials(timesteps - 1));
  }

  /** One line of potentials per step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < timesteps; t++) {
      text.append(Arrays.toString(potentials(t))).append('\n');
    }
    return text.toString();
  }
}
