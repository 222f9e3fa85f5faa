package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;

/** Membrane potentials of the output layer after each step, one for each class. */
public final class OutputTrace {
  private final int classes;
  private final int timesteps;
  private final float[] potentials;

  /**
   * Room for the potentials of a sample, all 0.
   *
   * @param classes number of output neurons
   * @param timesteps number of steps
   * @throws ArithmeticException if there are more than 2147483647 potentials
   */
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
   *
   * @param t step, counted from 0
   * @param from the first neuron whose potential is recorded
   * @param v potentials of neurons
   * @param at index in {@code v} of that of {@code from}
   * @param n how many are recorded at most
   */
  public void record(int t, int from, float[] v, int at, int n) {
    System.arraycopy(v, at, potentials, t * classes + from, Math.min(n, classes - from));
  }

  /** {@return the number of steps} */
  public int timesteps() {
    return timesteps;
  }

  /**
   * {@return a copy of the potentials after step {@code t}, counted from 0: one value per class}
   *
   * @param t step, counted from 0
   */
  public float[] potentials(int t) {
    return Arrays.copyOfRange(potentials, t * classes, (t + 1) * classes);
  }

  /**
   * Writes the potentials after step {@code t}, counted from 0: one value per class.
   *
   * @param t step, counted from 0
   * @param into has room for one value per class
   */
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
