package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.Arithmetic;

/**
 * A sample's values, injected as a current that is the same at every step: the {@code count}
 * nonzero ones, in ascending order of their input. What lies behind them has no meaning: zeros are
 * overwritten by the next value instead of being skipped, which costs less than a branch.
 */
record SparseInput(int[] indices, float[] values, int count) {
  static SparseInput of(float[] input) {
    int nonzero = 0;
    for (float x : input) {
      nonzero += x != 0f ? 1 : 0;
    }
    int[] indices = new int[nonzero + 1];
    float[] values = new float[nonzero + 1];
    int count = 0;
    for (int i = 0; i < input.length; i++) {
      indices[count] = i;
      values[count] = input[i];
      count += input[i] != 0f ? 1 : 0;
    }
    return new SparseInput(indices, values, count);
  }

  /** The values as integer networks take them. */
  SparseInput rounded() {
    float[] rounded = new float[count];
    for (int k = 0; k < count; k++) {
      rounded[k] = (float) Math.rint(Arithmetic.INPUT_STEPS * values[k]);
    }
    return new SparseInput(indices, rounded, count);
  }
}
