package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StdpWindowTest {
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.01, 20, 20, 0.1, ALL_TO_ALL",
    "0.005, 0.00525, 16.8, 33.7, 0.5, NEAREST_NEIGHBOUR",
    "-2, -30, 5, 50, 1, ALL_TO_ALL"
  })
  void measuredWindowIsTheFormula(
      double up, double down, double tauPlus, double tauMinus, double dtMs, StdpPairing pairing) {
    StdpRule rule = new StdpRule(up, down, tauPlus, tauMinus, pairing);
    int[] lags = IntStream.rangeClosed(-500, 500).filter(lag -> lag % 7 == 0).toArray();
    StdpWindow window = StdpWindow.measure(rule, dtMs, lags);
    for (int i = 0; i < lags.length; i++) {
      assertEquals(window.expected(i), window.changes()[i], 1e-12, "lag " + window.lagMs(i));
    }
  }

  @Test
  void anchorsByHand() {
    StdpRule rule = StdpRule.tutorial();
    StdpWindow window = StdpWindow.measure(rule, 0.1, -200, -1, 0, 1, 200);
    double far = 0.01 * Math.exp(-1);
    double near = 0.01 * Math.exp(-0.005);
    assertArrayEquals(new double[] {-far, -near, 0.01, near, far}, window.changes(), 1e-15);
    assertEquals(-20, window.lagMs(0), 1e-12);
  }

  @Test
  void lagsThatCannotBeMeasured() {
    StdpRule rule = StdpRule.tutorial();
    assertRefused(
        "the longest of 0 lags is 0 steps, expected at least one lag, each at most 1000000 steps",
        () -> StdpWindow.measure(rule, 0.1));
    assertRefused(
        "the longest of 2 lags is 2147483648 steps, expected at least one lag, each at most"
            + " 1000000 steps",
        () -> StdpWindow.measure(rule, 0.1, 3, Integer.MIN_VALUE));
    assertRefused(
        "dt is 20.0 ms, expected less than tau+ = 20.0 ms; choose a shorter step",
        () -> StdpWindow.measure(rule, 20, 1));
    assertRefused(
        "dt is NaN ms, expected a finite number", () -> StdpWindow.measure(rule, Double.NaN, 1));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
