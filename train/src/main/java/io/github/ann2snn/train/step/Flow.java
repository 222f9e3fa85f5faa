package io.github.ann2snn.train.step;

import java.util.Arrays;

/**
 * What flows between two layers: a row for each sample of a batch, and what the loss says of it.
 *
 * @param width numbers of a row
 * @param values row-major
 * @param gradients of the loss by them; empty where nobody needs them, at the inputs
 */
record Flow(int width, float[] values, float[] gradients) {
  static Flow of(int rows, int width) {
    int length = Math.multiplyExact(rows, width);
    return new Flow(width, new float[length], new float[length]);
  }

  static Flow ofInputs(int rows, int width) {
    return new Flow(width, new float[Math.multiplyExact(rows, width)], new float[0]);
  }

  /** A copy of a sample's; empty where there are none. */
  float[] row(float[] numbers, int row) {
    int from = Math.min(numbers.length, row * width);
    return Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + width));
  }

  boolean needsGradients() {
    return gradients.length > 0;
  }
}
