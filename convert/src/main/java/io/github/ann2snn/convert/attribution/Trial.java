package io.github.ann2snn.convert.attribution;

/**
 * A change that was tried.
 *
 * @param change the best of its candidates on the samples that were attributed
 * @param candidates how many were tried there
 * @param shareBelow for a change of lambda, the share of the layer's activations that do not exceed
 *     it: the percentile it stands for, as a fraction; NaN for others
 * @param before the network as it is, on other samples
 * @param after the changed network on the same
 * @param gained samples that agree with the ANN only after the change
 * @param lost samples that agree with it only before
 * @param pValue two-sided p-value of the sign test on these (McNemar's exact test)
 */
public record Trial(
    Change change,
    int candidates,
    double shareBelow,
    Score before,
    Score after,
    int gained,
    int lost,
    double pValue) {
  /** The p-value below which a gain is taken for more than chance. */
  public static final double SIGNIFICANT = 0.05;

  /**
   * Whether it made the network agree more often with the ANN, by more than chance, and not less
   * accurate.
   */
  public boolean helped() {
    return gained > lost && pValue < SIGNIFICANT && after.snnAccuracy() >= before.snnAccuracy();
  }

  /** The probability of a split at least as uneven as this one if each side is as likely. */
  static double signTest(int gained, int lost) {
    int n = gained + lost;
    double logOfHalves = -n * Math.log(2);
    double logChoose = 0;
    double tail = 0;
    for (int k = 0; k <= Math.min(gained, lost); k++) {
      tail += Math.exp(logChoose + logOfHalves);
      logChoose += Math.log(n - k) - Math.log(k + 1);
    }
    return Math.min(1, 2 * tail);
  }
}
