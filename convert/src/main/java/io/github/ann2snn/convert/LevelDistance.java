package io.github.ann2snn.convert;

import io.github.ann2snn.ann.graph.ClipFloorShift;

/**
 * How far normalised sums are from giving the levels that a quantised layer of the model has. Level
 * n of L is that of all sums from (n - 1/2) / L to (n + 1/2) / L in units of lambda, the lowest and
 * the highest without end. A sum that rounding moved across such a border is near it.
 */
record LevelDistance(ClipFloorShift quantization) {
  /**
   * The largest distance of a sum from the interval of its neuron's level, in units of lambda.
   *
   * @param sums normalised weighted sums, one per neuron
   * @param activations of the model, {@code rows x neurons}
   * @return infinity where an activation is none of the levels, NaN where a sum is NaN
   */
  double largest(double[] sums, float[] activations, int row) {
    double largest = 0;
    for (int j = 0; j < sums.length; j++) {
      double level = level(activations[row * sums.length + j]);
      double nearest = Math.rint(level);
      if (!(nearest >= 0 && nearest <= levels() && Math.abs(level - nearest) < 1e-3)) {
        return Double.POSITIVE_INFINITY;
      }
      double below = nearest == 0 ? 0 : (nearest - 0.5) / levels() - sums[j];
      double above = nearest == levels() ? 0 : sums[j] - (nearest + 0.5) / levels();
      largest = Math.max(largest, Math.max(below, above));
    }
    return largest;
  }

  /** The model's activations of a sample in units of lambda. */
  double[] rates(float[] activations, int row, int neurons) {
    double[] rates = new double[neurons];
    for (int j = 0; j < neurons; j++) {
      rates[j] = Math.rint(level(activations[row * neurons + j])) / levels();
    }
    return rates;
  }

  private double level(float activation) {
    return (double) activation * levels() / quantization.lambda();
  }

  private int levels() {
    return quantization.levels();
  }
}
