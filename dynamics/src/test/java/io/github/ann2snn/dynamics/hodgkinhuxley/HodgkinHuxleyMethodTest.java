package io.github.ann2snn.dynamics.hodgkinhuxley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation.HodgkinHuxleyRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HodgkinHuxleyMethodTest {
  private static final HodgkinHuxley SQUID = HodgkinHuxley.SQUID_AXON;
  private static final double DENSITY = 10;
  private static final int DURATION = 10;

  private static HodgkinHuxleyState after10Ms(HodgkinHuxleyMethod method, int stepsPerMs) {
    HodgkinHuxleyState s = SQUID.rest();
    for (int k = 0; k < DURATION * stepsPerMs; k++) {
      s = method.step(SQUID, s, DENSITY, 1.0 / stepsPerMs);
    }
    return s;
  }

  /** A leak alone is linear, and its solution an exponential. */
  @Test
  void exponentialEulerIsExactForALeak() {
    HodgkinHuxley leak = new HodgkinHuxley(2, 0, 0, 0.5, 50, -77, -60);
    HodgkinHuxleyState s = HodgkinHuxleyState.steady(-70);

    // V = -40 + (-70 + 40) exp(-3 * 0.5 / 2) with the end at -60 + 10 / 0.5
    double v = HodgkinHuxleyMethod.EXPONENTIAL_EULER.step(leak, s, 10, 3).v();
    assertEquals(-40 - 30 * Math.exp(-0.75), v, 1e-13);
  }

  /** For a linear equation a step of RK4 is the exponential's series up to the fourth power. */
  @Test
  void rk4IsTheSeriesOfTheExponentialForALeak() {
    HodgkinHuxley leak = new HodgkinHuxley(2, 0, 0, 0.5, 50, -77, -60);
    HodgkinHuxleyState s = HodgkinHuxleyState.steady(-70);

    double z = -0.75;
    double series = 1 + z * (1 + z / 2 * (1 + z / 3 * (1 + z / 4)));
    double v = HodgkinHuxleyMethod.RUNGE_KUTTA_4.step(leak, s, 10, 3).v();
    assertEquals(-40 - 30 * series, v, 1e-13);
  }

  /** The reference is RK4 with 1/2048 ms, which in turn agrees with the integrator of order 8. */
  @Test
  void aFineStepAgreesWithTheReference() {
    double v = after10Ms(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 2048).v();

    assertEquals(HodgkinHuxleyReference.at(DENSITY).at10Ms(), v, 2e-9);
  }

  /** Each halving of the step divides the error by two to the order. */
  @ParameterizedTest
  @CsvSource({
    "EXPONENTIAL_EULER, 128, 1, 0.1",
    "EXPONENTIAL_EULER, 256, 1, 0.05",
    "EXPONENTIAL_EULER, 512, 1, 0.03",
    "RUNGE_KUTTA_4, 32, 4, 0.5",
    "RUNGE_KUTTA_4, 64, 4, 0.25",
    "RUNGE_KUTTA_4, 128, 4, 0.12",
  })
  void convergesWithItsOrder(
      HodgkinHuxleyMethod method, int stepsPerMs, double order, double tolerance) {
    HodgkinHuxleyState exact = after10Ms(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 2048);
    HodgkinHuxleyState coarse = after10Ms(method, stepsPerMs);
    HodgkinHuxleyState fine = after10Ms(method, 2 * stepsPerMs);

    assertEquals(order, order(coarse.v() - exact.v(), fine.v() - exact.v()), tolerance);
    assertEquals(order, order(coarse.h() - exact.h(), fine.h() - exact.h()), tolerance);
    assertEquals(order, order(coarse.n() - exact.n(), fine.n() - exact.n()), tolerance);
  }

  private static double order(double error, double halved) {
    return Math.log(error / halved) / Math.log(2);
  }

  /** Its gates stay shares and its potential stays between the reversal potentials. */
  @Test
  void exponentialEulerIsNeverUnstable() {
    HodgkinHuxleyRange range = new HodgkinHuxleyRange(SQUID);
    range.admit(200);
    HodgkinHuxleyState s = SQUID.rest();
    for (int k = 0; k < 1000; k++) {
      s = HodgkinHuxleyMethod.EXPONENTIAL_EULER.step(SQUID, s, k % 50 < 25 ? 200 : 0, 5);
      assertTrue(range.contains(s), s.toString());
    }
  }
}
