package io.github.ann2snn.report.build;

import io.github.ann2snn.datasets.Split;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** How sure an accuracy is. */
final class Statistics {
  private static final double ERROR_RATE = 0.05;

  private Statistics() {}

  /** Wilson's 95 % interval of a proportion (Wilson 1927). */
  static List<Double> wilson(int samples, long correct) {
    Interval interval =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
            samples, Math.toIntExact(correct), ERROR_RATE);
    return List.of(interval.getLowerBound(), interval.getUpperBound());
  }

  /** Wilson's 95 % interval of each of several proportions of the same samples. */
  static double[][] wilson(int samples, long[] correct) {
    return Arrays.stream(correct)
        .mapToObj(c -> wilson(samples, c).stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  /**
   * How many samples of each class were given each class.
   *
   * @return rows: true class; columns: predicted class
   */
  static int[][] confusion(Split samples, int[] predictions, int classes) {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < predictions.length; i++) {
      counts[samples.label(i)][predictions[i]]++;
    }
    return counts;
  }

  /**
   * Two-sided p-value of McNemar's exact test (McNemar 1947): whether, of the samples that only one
   * of two classifiers gets right, each gets half.
   */
  static double mcnemar(int onlyFirst, int onlySecond) {
    int discordant = onlyFirst + onlySecond;
    if (discordant == 0) {
      return 1;
    }
    return BinomialTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(discordant, onlyFirst, 0.5)
        .getPValue();
  }
}
