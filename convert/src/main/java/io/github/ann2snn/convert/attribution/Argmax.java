package io.github.ann2snn.convert.attribution;

/** The class of logits. */
final class Argmax {
  private Argmax() {}

  /** Index of the largest value, the lowest on ties. */
  static int of(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Index of the largest value, the lowest on ties. */
  static int of(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
