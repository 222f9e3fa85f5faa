package io.github.ann2snn.convert;

/**
 * By how much calibration moved the neurons of a layer.
 *
 * @param layer name of the layer
 * @param bias change of the biases, in thresholds a step
 * @param potential change of the initial potentials, in thresholds
 */
public record LayerCorrection(String layer, Size bias, Size potential) {
  /**
   * The size of changes.
   *
   * @param mean magnitude
   * @param largest magnitude
   */
  public record Size(double mean, double largest) {
    /** No change. */
    static final Size ZERO = new Size(0, 0);

    static Size of(double[] changes) {
      double sum = 0;
      double largest = 0;
      for (double change : changes) {
        sum += Math.abs(change);
        largest = Math.max(largest, Math.abs(change));
      }
      return new Size(sum / changes.length, largest);
    }

    @Override
    public String toString() {
      return "mean %.3g, largest %.3g".formatted(mean, largest);
    }
  }
}
