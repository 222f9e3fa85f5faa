package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel;
import java.util.Arrays;

/** The sum of each neuron's currents since the first step, after each of the last steps. */
final class AccumulatedCurrents {
  private final int[] places;
  private final float[] sums;
  private final float[][] bySteps;

  /**
   * @param places where each neuron's current stands
   * @param stride number of places
   */
  AccumulatedCurrents(int[] places, int stride) {
    this.places = places;
    this.sums = new float[stride];
    this.bySteps = new float[Kernel.STEPS][stride];
  }

  /** Begins with a sample. */
  void start() {
    Arrays.fill(sums, 0);
  }

  /**
   * Adds the currents of a step.
   *
   * @param step counted from the first that is advanced together with others
   * @param currents the places from {@code at} on
   */
  void add(int step, float[] currents, int at) {
    float[] after = bySteps[step];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = sums[k] + currents[at + k];
      after[k] = sums[k];
    }
  }

  /** The sum of a neuron's currents up to and including {@code step}. */
  float sum(int step, int neuron) {
    return bySteps[step][places[neuron]];
  }
}
