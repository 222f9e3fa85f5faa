package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelDistanceTest {
  /** Levels 0, 0.5, 1, 1.5, 2 of lambda = 2; borders of sums at 1/8, 3/8, 5/8, 7/8. */
  private static final LevelDistance LEVELS = new LevelDistance(new ClipFloorShift(4, 2));

  @ParameterizedTest
  @CsvSource({
    "-7, 0, 0",
    "0.125, 0, 0",
    "0.25, 0, 0.125",
    "0.25, 0.5, 0",
    "0, 0.5, 0.125",
    "0.5, 0.5, 0.125",
    "0.75, 2, 0.125",
    "9, 2, 0",
    "1, 1.5, 0.125",
    "0.5, 0.6, Infinity",
    "0.5, 2.5, Infinity",
    "0.5, -0.5, Infinity",
    "0.5, NaN, Infinity",
    "NaN, 0.5, NaN"
  })
  void isHowFarASumIsFromItsLevel(double sum, float activation, double expected) {
    assertEquals(expected, LEVELS.largest(new double[] {sum}, new float[] {activation}, 0));
  }

  @Test
  void takesTheLargestOfItsRow() {
    float[] activations = {2, 2, 0, 0.5f};
    assertEquals(0.25, LEVELS.largest(new double[] {0.375, 0.25}, activations, 1));
    assertArrayEquals(new double[] {0, 0.25}, LEVELS.rates(activations, 1, 2));
  }
}
