package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;

/**
 * Evidence that the model was read as its own framework understands it.
 *
 * @param source who computed the expected outputs: the framework, or the file that keeps them
 * @param samples how many were compared
 * @param worstDifference the largest difference of an output, relative to the sample's largest
 *     where that is above 1
 */
public record FrameworkCheck(String source, int samples, double worstDifference) {
  /** The largest difference that is rounding alone. */
  public static final double TOLERANCE = 1e-4;

  /** Says what a model's own framework makes of samples, where that can be known. */
  @FunctionalInterface
  public interface Framework {
    /**
     * Compares some samples.
     *
     * @throws ConversionRefusedException if the outputs differ by more than rounding
     */
    FrameworkCheck check(Split samples) throws ConversionRefusedException;
  }

  /**
   * Compares the outputs of samples, a row for each.
   *
   * @param source who computed what is expected
   * @throws ConversionRefusedException if one differs by more than rounding
   */
  public static FrameworkCheck of(String source, float[][] expected, float[][] actual)
      throws ConversionRefusedException {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = difference(expected[i], actual[i]);
      if (!(difference <= TOLERANCE)) {
        throw ConversionRefusedException.of(
            "the model's outputs are not those of %s: they differ by %.3g (relative; at most %.0e is allowed) on held-out sample %d. Nothing was written. Please report this with the model.",
            source, difference, TOLERANCE, i);
      }
      worst = Math.max(worst, difference);
    }
    return new FrameworkCheck(source, expected.length, worst);
  }

  private static double difference(float[] expected, float[] actual) {
    double largest = 1;
    double difference = 0;
    for (int j = 0; j < expected.length; j++) {
      double distance = Math.abs((double) actual[j] - expected[j]);
      if (Double.isNaN(distance)) {
        return distance;
      }
      largest = Math.max(largest, Math.abs(expected[j]));
      difference = Math.max(difference, distance);
    }
    return difference / largest;
  }

  /** For people. */
  @Override
  public String toString() {
    return Text.of(
        "%s: %,d samples, outputs differ by %.1e at most", source, samples, worstDifference);
  }
}
