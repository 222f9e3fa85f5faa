package io.github.ann2snn.ann.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipFloorShiftTest {
  @ParameterizedTest
  @CsvSource({
    // steps of 0.5 with borders at 0.25, 0.75, 1.25 and 1.75
    "4, 2, -9, 0",
    "4, 2, 0, 0",
    "4, 2, 0.2499, 0",
    "4, 2, 0.25, 0.5",
    "4, 2, 0.7499, 0.5",
    "4, 2, 0.75, 1",
    "4, 2, 1.7499, 1.5",
    "4, 2, 1.75, 2",
    "4, 2, 100, 2",
    "1, 3, 1.4999, 0",
    "1, 3, 1.5, 3",
    "8, 8, 5.25, 5"
  })
  void roundsToLevels(int levels, float lambda, float z, float expected) {
    assertEquals(expected, new ClipFloorShift(levels, lambda).value(z));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void isTheEquation(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      int levels = random.nextInt(1, 20);
      // Dyadic numbers, so that double and single precision round nothing.
      float lambda = 1 << random.nextInt(4);
      float z = random.nextInt(-400, 4000) / 256f;
      double clipped = Math.max(0, Math.min(1, Math.floor(z * levels / lambda + 0.5) / levels));
      assertEquals(
          lambda * clipped, new ClipFloorShift(levels, lambda).value(z), 1e-6 * lambda, "z " + z);
    }
  }

  @Test
  void gradientsByHand() {
    ClipFloorShift function = new ClipFloorShift(4, 2);
    float[] z = {-0.5f, -0.125f, 0.5f, 0.625f, 1, 1.75f, 3};
    float[] gradients = {7, 2, 3, -4, 5, 11, 13};
    // By lambda: 0; 2 (0 + 0.125) / 2; 3 (0.5 - 0.5) / 2; -4 (0.5 - 0.625) / 2; 5 (1 - 1) / 2;
    // and 1 for each of the last two, which are clipped.
    assertEquals(0.125 + 0.25 + 11 + 13, function.backpropagate(gradients, z, 0, 7), 1e-6);
    assertArrayEquals(new float[] {0, 2, 3, -4, 5, 0, 0}, gradients);
  }

  @Test
  void touchesNoMoreThanItsLength() {
    float[] values = {0.6f, 0.6f};
    new ClipFloorShift(2, 1).applyTo(values, 0, 1);
    assertArrayEquals(new float[] {0.5f, 0.6f}, values);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, levels must be from 1 to 65536; got 0",
    "65537, 1, levels must be from 1 to 65536; got 65537",
    "4, 0, lambda must be a finite number greater than 0; got 0.0",
    "4, -1, lambda must be a finite number greater than 0; got -1.0",
    "4, NaN, lambda must be a finite number greater than 0; got NaN",
    "4, Infinity, lambda must be a finite number greater than 0; got Infinity"
  })
  void namesRuleAndValue(int levels, float lambda, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new ClipFloorShift(levels, lambda))
            .getMessage());
  }
}
