package io.github.ann2snn.dynamics.hodgkinhuxley;

/**
 * A membrane at one moment.
 *
 * @param v potential inside against outside, in mV
 * @param m share of sodium activation gates that are open, 0 ... 1
 * @param h share of sodium inactivation gates that are open, 0 ... 1
 * @param n share of potassium gates that are open, 0 ... 1
 */
public record HodgkinHuxleyState(double v, double m, double h, double n) {
  /**
   * The gates as they become when the potential is held: {@code alpha / (alpha + beta)}.
   *
   * @param v in mV
   */
  public static HodgkinHuxleyState steady(double v) {
    return new HodgkinHuxleyState(
        v,
        share(HodgkinHuxleyRates.alphaM(v), HodgkinHuxleyRates.betaM(v)),
        share(HodgkinHuxleyRates.alphaH(v), HodgkinHuxleyRates.betaH(v)),
        share(HodgkinHuxleyRates.alphaN(v), HodgkinHuxleyRates.betaN(v)));
  }

  /** {@code alpha / (alpha + beta)}, written so that it has a value where a rate overflows. */
  static double share(double alpha, double beta) {
    return 1 / (1 + beta / alpha);
  }
}
