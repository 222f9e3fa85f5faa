package io.github.ann2snn.dynamics.hodgkinhuxley;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyRates;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;

/** How a membrane is advanced by one step; the injected current is constant within the step. */
public enum HodgkinHuxleyMethod {
  /**
   * Every variable is linear in itself while the others stay as they are at the beginning of the
   * step, and follows the exact exponential of that: {@code x <- x_end + (x - x_end) exp(-dt/tau)}
   * (S. Rush and H. Larsen, "A practical algorithm for solving dynamic membrane equations", IEEE
   * Trans. Biomed. Eng. 25, 389-392, 1978, for the gates; Brian2's {@code exponential_euler} for
   * all). Order 1. Never unstable, but slow to converge: with 0.1 ms the squid's axon fires 4.7 to
   * 6.5 % too seldom, with 0.01 ms 0.5 to 0.7 %.
   */
  EXPONENTIAL_EULER("exponential-euler", 0.1) {
    @Override
    HodgkinHuxleyState step(
        HodgkinHuxley membrane, HodgkinHuxleyState s, double density, double dt) {
      double v = s.v();
      double decay = Math.exp(-dt * membrane.conductance(s) / membrane.capacitance());
      double target = membrane.target(s, density);
      return new HodgkinHuxleyState(
          target + (v - target) * decay,
          gate(s.m(), HodgkinHuxleyRates.alphaM(v), HodgkinHuxleyRates.betaM(v), dt),
          gate(s.h(), HodgkinHuxleyRates.alphaH(v), HodgkinHuxleyRates.betaH(v), dt),
          gate(s.n(), HodgkinHuxleyRates.alphaN(v), HodgkinHuxleyRates.betaN(v), dt));
    }
  },

  /**
   * The classical method of Runge and Kutta (E. Hairer, S. P. Norsett and G. Wanner, "Solving
   * Ordinary Differential Equations I", 2nd edition 1993, section II.1, table 1.2). Order 4. Stable
   * while {@code dt g / C < 2.785} (E. Hairer and G. Wanner, "Solving Ordinary Differential
   * Equations II", 2nd edition 1996, section IV.2); in a spike of the squid's axon {@code g / C}
   * comes to 39 per ms, so the limit is 0.071 ms. Up to there its rates are right within 0.001 %.
   */
  RUNGE_KUTTA_4("rk4", 0.07) {
    @Override
    HodgkinHuxleyState step(
        HodgkinHuxley membrane, HodgkinHuxleyState s, double density, double dt) {
      HodgkinHuxleyState k1 = slopes(membrane, s, density);
      HodgkinHuxleyState k2 = slopes(membrane, moved(s, k1, dt / 2), density);
      HodgkinHuxleyState k3 = slopes(membrane, moved(s, k2, dt / 2), density);
      HodgkinHuxleyState k4 = slopes(membrane, moved(s, k3, dt), density);
      return new HodgkinHuxleyState(
          s.v() + dt / 6 * (k1.v() + 2 * k2.v() + 2 * k3.v() + k4.v()),
          s.m() + dt / 6 * (k1.m() + 2 * k2.m() + 2 * k3.m() + k4.m()),
          s.h() + dt / 6 * (k1.h() + 2 * k2.h() + 2 * k3.h() + k4.h()),
          s.n() + dt / 6 * (k1.n() + 2 * k2.n() + 2 * k3.n() + k4.n()));
    }
  };

  private final String key;
  private final double longestStep;

  HodgkinHuxleyMethod(String key, double longestStep) {
    this.key = key;
    this.longestStep = longestStep;
  }

  /** How command lines and result files name it. */
  @Override
  public String toString() {
    return key;
  }

  /** The longest step with which the squid's axon is simulated well, in ms; longer are refused. */
  public double longestStep() {
    return longestStep;
  }

  /**
   * The state one step later.
   *
   * @param membrane whose state it is
   * @param s at the beginning of the step
   * @param density of the current during the step, in uA/cm2
   * @param dt step in ms
   */
  abstract HodgkinHuxleyState step(
      HodgkinHuxley membrane, HodgkinHuxleyState s, double density, double dt);

  private static double gate(double x, double alpha, double beta, double dt) {
    double end = HodgkinHuxleyState.share(alpha, beta);
    return end + (x - end) * Math.exp(-dt * (alpha + beta));
  }

  /** The derivatives of all four variables, in units per ms. */
  private static HodgkinHuxleyState slopes(
      HodgkinHuxley membrane, HodgkinHuxleyState s, double density) {
    double v = s.v();
    return new HodgkinHuxleyState(
        membrane.slope(s, density),
        HodgkinHuxleyRates.alphaM(v) * (1 - s.m()) - HodgkinHuxleyRates.betaM(v) * s.m(),
        HodgkinHuxleyRates.alphaH(v) * (1 - s.h()) - HodgkinHuxleyRates.betaH(v) * s.h(),
        HodgkinHuxleyRates.alphaN(v) * (1 - s.n()) - HodgkinHuxleyRates.betaN(v) * s.n());
  }

  private static HodgkinHuxleyState moved(HodgkinHuxleyState s, HodgkinHuxleyState k, double dt) {
    return new HodgkinHuxleyState(
        s.v() + dt * k.v(), s.m() + dt * k.m(), s.h() + dt * k.h(), s.n() + dt * k.n());
  }
}
