package io.github.ann2snn.dynamics.hodgkinhuxley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HodgkinHuxleyTest {
  private static final HodgkinHuxley SQUID = HodgkinHuxley.SQUID_AXON;

  /**
   * By hand: I_Na = 120 / 16 (0 - 50) = -375, I_K = 36 / 16 (0 + 77) = 173.25, I_L = 0.3 * 54.387 =
   * 16.3161 uA/cm2.
   */
  @Test
  void addsUpTheCurrents() {
    HodgkinHuxleyState s = new HodgkinHuxleyState(0, 0.5, 0.5, 0.5);

    assertEquals(-185.4339, SQUID.ionicCurrent(s), 1e-12);
    assertEquals(195.4339, SQUID.slope(s, 10), 1e-12);
    assertEquals(
        97.71695, new HodgkinHuxley(2, 120, 36, 0.3, 50, -77, -54.387).slope(s, 10), 1e-12);
    assertEquals(10.05, SQUID.conductance(s), 1e-12);
    assertEquals(195.4339 / 10.05, SQUID.target(s, 10), 1e-12);
  }

  @Test
  void restsWhereNoCurrentFlows() {
    HodgkinHuxleyState rest = SQUID.rest();

    assertEquals(HodgkinHuxleyReference.at(0).rest(), rest.v(), 1e-9);
    assertEquals(0, SQUID.ionicCurrent(rest), 1e-12);
    assertEquals(HodgkinHuxleyState.steady(rest.v()), rest);
  }

  /** The other way to the same point: whatever it begins with, the membrane comes to rest there. */
  @ParameterizedTest
  @CsvSource({"0, -65", "0, -75", "2, -60", "-5, -65"})
  void comesToRestAtItsEquilibrium(double density, double start) {
    HodgkinHuxleyState s = HodgkinHuxleyState.steady(start);
    for (int k = 0; k < 20_000; k++) {
      s = HodgkinHuxleyMethod.RUNGE_KUTTA_4.step(SQUID, s, density, 0.04);
    }
    HodgkinHuxleyState expected = SQUID.equilibrium(density);

    assertEquals(expected.v(), s.v(), 1e-10);
    assertEquals(expected.m(), s.m(), 1e-12);
    assertEquals(expected.h(), s.h(), 1e-12);
    assertEquals(expected.n(), s.n(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e6, -1000, -20, 6.3, 100, 1000, 1e6})
  void hasAnEquilibriumUnderEveryCurrent(double density) {
    HodgkinHuxleyState s = SQUID.equilibrium(density);

    assertEquals(0, SQUID.slope(s, density), 1e-8 * (1 + Math.abs(density)));
    assertTrue(s.v() >= SQUID.lowest(density) && s.v() <= SQUID.highest(density));
  }

  /** Without channels it is a leak alone: V = E_L + I / g_L. */
  @Test
  void isALeakWithoutChannels() {
    HodgkinHuxley leak = new HodgkinHuxley(1, 0, 0, 0.5, 50, -77, -60);

    assertEquals(-60, leak.rest().v(), 1e-12);
    assertEquals(-40, leak.equilibrium(10).v(), 1e-12);
    assertEquals(-97, leak.lowest(-10));
    assertEquals(70, leak.highest(10));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 120, 36, 0.3, 50, 'membrane capacitance is 0.0, expected a number > 0 in uF/cm2'",
    "NaN, 120, 36, 0.3, 50, 'membrane capacitance is NaN, expected a number > 0 in uF/cm2'",
    "1, -1, 36, 0.3, 50, 'sodium conductance is -1.0, expected a number >= 0 in mS/cm2'",
    "1, 120, Infinity, 0.3, 50, 'potassium conductance is Infinity, expected a number >= 0'",
    "1, 120, 36, 0, 50, 'leak conductance is 0.0, expected a number > 0 in mS/cm2'",
    "1, 120, 36, 0.3, NaN, 'sodium reversal potential is NaN, expected a finite number'",
  })
  void refusesWhatIsNoMembrane(
      double c, double na, double k, double leak, double reversal, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new HodgkinHuxley(c, na, k, leak, reversal, -77, -54.387));

    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void refusesANonFiniteDensity() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SQUID.equilibrium(Double.NaN));

    assertEquals("the current density is NaN, expected a finite number", e.getMessage());
  }
}
