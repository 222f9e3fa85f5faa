package io.github.ann2snn.dynamics.hodgkinhuxley;

/**
 * How fast gates open (alpha) and close (beta), in 1/ms, at a potential {@code V} in mV: equations
 * 12, 13, 20, 21, 23 and 24 of Hodgkin and Huxley (1952), with {@code V = -65 - V_paper}.
 *
 * <p>{@code alpha_m} and {@code alpha_n} are 0/0 at -40 and -55 mV, where they have limits; around
 * them a series takes the quotient's place.
 */
public final class HodgkinHuxleyRates {
  /** Beyond it the quotient loses at most four bits; within it the series is exact to the last. */
  private static final double SERIES = 0.1;

  private HodgkinHuxleyRates() {}

  /** {@code 0.1 (V + 40) / (1 - exp(-(V + 40) / 10))}; 1 at -40 mV. */
  public static double alphaM(double v) {
    return quotient((v + 40) / 10);
  }

  /** {@code 4 exp(-(V + 65) / 18)}. */
  public static double betaM(double v) {
    return 4 * Math.exp(-(v + 65) / 18);
  }

  /** {@code 0.07 exp(-(V + 65) / 20)}. */
  public static double alphaH(double v) {
    return 0.07 * Math.exp(-(v + 65) / 20);
  }

  /** {@code 1 / (1 + exp(-(V + 35) / 10))}. */
  public static double betaH(double v) {
    return 1 / (1 + Math.exp(-(v + 35) / 10));
  }

  /** {@code 0.01 (V + 55) / (1 - exp(-(V + 55) / 10))}; 0.1 at -55 mV. */
  public static double alphaN(double v) {
    return 0.1 * quotient((v + 55) / 10);
  }

  /** {@code 0.125 exp(-(V + 65) / 80)}. */
  public static double betaN(double v) {
    return 0.125 * Math.exp(-(v + 65) / 80);
  }

  /**
   * {@code x / (1 - exp(-x))}, near 0 by its series {@code 1 + x/2 + sum B_2k x^2k / (2k)!} with
   * Bernoulli's numbers {@code B_2k}; the first term that is left out is below 1e-17.
   */
  static double quotient(double x) {
    if (Math.abs(x) >= SERIES) {
      return x / (1 - Math.exp(-x));
    }
    double y = x * x;
    return 1 + x / 2 + y * (1 / 12.0 + y * (-1 / 720.0 + y * (1 / 30240.0 - y / 1209600)));
  }
}
