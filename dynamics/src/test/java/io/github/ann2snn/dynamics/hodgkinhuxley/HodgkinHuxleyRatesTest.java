package io.github.ann2snn.dynamics.hodgkinhuxley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyRates;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HodgkinHuxleyRatesTest {
  /** Worked out with the paper's equations at its V = 0, which is rest. */
  @Test
  void areThoseOfThePaperAtRest() {
    assertEquals(0.22356372458463, HodgkinHuxleyRates.alphaM(-65), 1e-14); // 2.5 / (e^2.5 - 1)
    assertEquals(4, HodgkinHuxleyRates.betaM(-65));
    assertEquals(0.07, HodgkinHuxleyRates.alphaH(-65));
    assertEquals(0.04742587317757, HodgkinHuxleyRates.betaH(-65), 1e-14); // 1 / (e^3 + 1)
    assertEquals(0.05819767068693, HodgkinHuxleyRates.alphaN(-65), 1e-14); // 0.1 / (e - 1)
    assertEquals(0.125, HodgkinHuxleyRates.betaN(-65));
  }

  @Test
  void haveTheirLimitsAtTheirSingularPoints() {
    assertEquals(1, HodgkinHuxleyRates.alphaM(-40));
    assertEquals(0.1, HodgkinHuxleyRates.alphaN(-55));
    assertEquals(0.5, HodgkinHuxleyRates.betaH(-35));
  }

  /** {@code expm1} does not cancel, so this form is right on both sides of the switch. */
  @ParameterizedTest
  @ValueSource(
      doubles = {1e-300, 1e-16, 1e-9, 1e-6, 1e-4, 0.01, 0.05, 0.0999999, 0.1, 0.1000001, 0.3, 5})
  void areAccurateAroundTheirSingularPoints(double x) {
    for (double signed : new double[] {x, -x}) {
      double expected = signed / -Math.expm1(-signed);
      assertEquals(expected, HodgkinHuxleyRates.quotient(signed), 5e-15 * expected);
    }
  }

  @Test
  void stayFiniteSharesEvenWhereTheyOverflow() {
    for (double v : new double[] {-1e6, -20_000, -8000, 0, 8000, 1e6}) {
      HodgkinHuxleyState s = HodgkinHuxleyState.steady(v);
      for (double x : new double[] {s.m(), s.h(), s.n()}) {
        assertTrue(x >= 0 && x <= 1, () -> "at " + v + ": " + s);
      }
    }
  }

  @Test
  void riseAndFallWithThePotential() {
    List<DoubleUnaryOperator> rising =
        List.of(HodgkinHuxleyRates::alphaM, HodgkinHuxleyRates::alphaN, HodgkinHuxleyRates::betaH);
    List<DoubleUnaryOperator> falling =
        List.of(HodgkinHuxleyRates::betaM, HodgkinHuxleyRates::betaN, HodgkinHuxleyRates::alphaH);
    for (double v = -100; v < 60; v += 0.25) {
      double below = v;
      double above = v + 0.25;
      assertTrue(rising.stream().allMatch(f -> f.applyAsDouble(below) < f.applyAsDouble(above)));
      assertTrue(falling.stream().allMatch(f -> f.applyAsDouble(below) > f.applyAsDouble(above)));
    }
  }
}
