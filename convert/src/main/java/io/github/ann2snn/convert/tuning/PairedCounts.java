package io.github.ann2snn.convert.tuning;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * ANN and spiking network on the same samples.
 *
 * @param samples number of samples
 * @param annCorrect number that the ANN classifies correctly
 * @param onlyAnn number that only the ANN classifies correctly
 * @param onlySnn number that only the spiking network classifies correctly
 */
public record PairedCounts(int samples, long annCorrect, long onlyAnn, long onlySnn) {
  /**
   * @throws IllegalArgumentException if there cannot be such counts
   */
  public PairedCounts {
    boolean possible =
        onlyAnn >= 0
            && onlySnn >= 0
            && onlyAnn <= annCorrect
            && samples > 0
            && annCorrect + onlySnn <= samples;
    if (!possible) {
      throw new IllegalArgumentException(
          "of %d samples the ANN has %d right, it alone %d and the network alone %d: impossible"
              .formatted(samples, annCorrect, onlyAnn, onlySnn));
    }
  }

  /** Number of samples that the spiking network classifies correctly. */
  public long snnCorrect() {
    return annCorrect - onlyAnn + onlySnn;
  }

  /** Accuracy of the spiking network, in [0, 1]. */
  public double snnAccuracy() {
    return (double) snnCorrect() / samples;
  }

  /** Accuracy of the ANN, in [0, 1]. */
  public double annAccuracy() {
    return (double) annCorrect / samples;
  }

  /** Accuracy of the ANN less that of the spiking network, in [-1, 1]. */
  public double drop() {
    return (double) (onlyAnn - onlySnn) / samples;
  }

  /**
   * One-sided upper confidence bound of the drop: the upper limit of method 10 of Newcombe,
   * "Improved confidence intervals for the difference between binomial proportions based on paired
   * data", Statistics in Medicine 17, 1998, pp. 2635-2650, at the error rate {@code 2 (1 -
   * confidence)} of its two-sided interval. With the Wilson limits {@code l, u} of the two
   * accuracies {@code p} it is {@code drop + sqrt((u1 - p1)^2 - 2 phi (u1 - p1) (p2 - l2) + (p2 -
   * l2)^2)}.
   *
   * @param confidence greater than 0.5 and less than 1
   */
  public double upperBound(double confidence) {
    double above = wilson(annCorrect, confidence).getUpperBound() - annAccuracy();
    double below = snnAccuracy() - wilson(snnCorrect(), confidence).getLowerBound();
    double squared = above * above - 2 * phi() * above * below + below * below;
    return drop() + Math.sqrt(Math.max(0, squared));
  }

  private Interval wilson(long correct, double confidence) {
    return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
        samples, Math.toIntExact(correct), 2 * (1 - confidence));
  }

  /** Correlation of the two, corrected for continuity as method 10 has it. */
  private double phi() {
    double bothRight = annCorrect - onlyAnn;
    double bothWrong = samples - annCorrect - onlySnn;
    double margins =
        (double) annCorrect
            * (samples - annCorrect)
            * (double) snnCorrect()
            * (samples - snnCorrect());
    if (margins == 0) {
      return 0;
    }
    double product = bothRight * bothWrong - (double) onlyAnn * onlySnn;
    double corrected = product > 0 ? Math.max(0, product - samples / 2.0) : product;
    return corrected / Math.sqrt(margins);
  }
}
