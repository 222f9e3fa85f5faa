package io.github.ann2snn.dynamics.quantity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputCurrentTest {
  private static double[] steps(InputCurrent current, int neuron, int steps) {
    return LongStream.range(0, steps).mapToDouble(k -> current.at(neuron, k)).toArray();
  }

  private static void assertSteps(InputCurrent current, double... expected) {
    assertArrayEquals(expected, steps(current, 3, expected.length));
  }

  private static void assertRefused(String message, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertEquals(message, e.getMessage());
  }

  @Test
  void flowsWhileAnotherDoes() {
    InputCurrent gated =
        InputCurrent.perNeuron(2, 3)
            .during(InputCurrent.step(1, 4, 20).during(InputCurrent.pulses(1, 4, 5, 2)));
    for (long step = 0; step < 30; step++) {
      boolean on = step >= 4 && step < 20 && (step - 4) % 5 < 2;
      assertEquals(on ? 3 : 0, gated.at(1, step), "step " + step);
    }
  }

  @Test
  void tellsHowOftenItIsAskedFor() {
    long[] asked = new long[1];
    InputCurrent watched = InputCurrent.constant(2.5).watched(times -> asked[0] += times);
    for (int step = 0; step < 200_000; step++) {
      assertEquals(2.5, watched.at(0, step));
    }
    assertEquals(3 * 65_536, asked[0]);
  }

  @Test
  void isTheSameAlways() {
    assertSteps(InputCurrent.constant(2.5), 2.5, 2.5, 2.5);
  }

  @Test
  void differsFromNeuronToNeuron() {
    double[] values = {1, -2};
    InputCurrent current = InputCurrent.perNeuron(values);
    values[1] = 7;

    assertEquals(1, current.at(0, 5));
    assertEquals(-2, current.at(1, 0));
    assertRefused("there is no current for neuron 2, only for 0 to 1", () -> current.at(2, 0));
    assertRefused("there is no current for neuron -1, only for 0 to 1", () -> current.at(-1, 0));
  }

  @Test
  void isSwitchedOnAndOff() {
    assertSteps(InputCurrent.step(3, 1, 3), 0, 3, 3, 0, 0);
  }

  @Test
  void comesInPulses() {
    assertSteps(InputCurrent.pulses(3, 1, 3, 2), 0, 3, 3, 0, 3, 3, 0, 3);
    assertSteps(InputCurrent.pulses(3, 0, 1, 1), 3, 3, 3);
  }

  @Test
  void adds() {
    assertSteps(InputCurrent.step(3, 1, 3).plus(InputCurrent.constant(-1)), -1, 2, 2, -1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE})
  void noiseDoesNotDependOnOrder(long seed) {
    InputCurrent noise = InputCurrent.noise(0, 1, seed);
    double[] forwards = steps(noise, 2, 100);
    for (int k = 99; k >= 0; k--) {
      assertEquals(forwards[k], InputCurrent.noise(0, 1, seed).at(2, k));
    }
    assertNotEquals(noise.at(0, 1), noise.at(1, 0));
    assertNotEquals(noise.at(0, 0), InputCurrent.noise(0, 1, seed + 1).at(0, 0));
  }

  /** Moments of 200,000 values over neurons and steps, each within five of its standard errors. */
  @ParameterizedTest
  @ValueSource(longs = {1, 42})
  void noiseIsGaussian(long seed) {
    InputCurrent noise = InputCurrent.noise(1, 2, seed);
    int count = 200_000;
    double[] sums = new double[4];
    double neighbours = 0;
    int within = 0;
    for (int i = 0; i < count; i++) {
      double z = (noise.at(i % 100, i / 100) - 1) / 2;
      neighbours += z * (noise.at(i % 100, i / 100 + 1) - 1) / 2;
      for (int p = 0; p < 4; p++) {
        sums[p] += Math.pow(z, p + 1);
      }
      within += Math.abs(z) < 1 ? 1 : 0;
    }
    double error = 5 / Math.sqrt(count);
    assertEquals(0, sums[0] / count, error);
    assertEquals(1, sums[1] / count, error * Math.sqrt(2));
    assertEquals(0, sums[2] / count, error * Math.sqrt(15));
    assertEquals(3, sums[3] / count, error * Math.sqrt(96));
    assertEquals(0.682689, (double) within / count, error * 0.4655);
    assertEquals(0, neighbours / count, error);
  }

  /** Golden values of this implementation: results of earlier runs must stay repeatable. */
  @Test
  void noiseStaysAsItIs() {
    InputCurrent noise = InputCurrent.noise(0, 1, 42);

    assertEquals(-1.384853041156266, noise.at(0, 0));
    assertEquals(0.8654709912554056, noise.at(7, 123_456_789_012L));
    assertEquals(2.5, InputCurrent.noise(2.5, 0, 42).at(1, 1));
  }

  @Test
  void isFinite() {
    InputCurrent noise = InputCurrent.noise(0, 1, 3);
    assertTrue(LongStream.range(0, 100_000).allMatch(k -> Math.abs(noise.at(0, k)) < 8.6));
  }

  @Test
  void refusesNumbersOutOfRange() {
    double nan = Double.NaN;
    assertRefused("the current is NaN, expected a finite number", () -> InputCurrent.constant(nan));
    assertRefused("no currents, expected one for each neuron", InputCurrent::perNeuron);
    assertRefused(
        "the current of neuron 1 is Infinity, expected a finite number",
        () -> InputCurrent.perNeuron(1, Double.POSITIVE_INFINITY));
    assertRefused(
        "the current is NaN, expected a finite number", () -> InputCurrent.step(nan, 0, 1));
    assertRefused(
        "the first step of the current is -1, expected 0 to 9223372036854775806",
        () -> InputCurrent.step(1, -1, 1));
    assertRefused(
        "the step at which the current ends is 4, expected at least 5",
        () -> InputCurrent.step(1, 4, 4));
    assertRefused(
        "the period of the pulses in steps is 0, expected at least 1",
        () -> InputCurrent.pulses(1, 0, 0, 1));
    assertRefused(
        "the width of a pulse in steps is 4, expected 1 to 3",
        () -> InputCurrent.pulses(1, 0, 3, 4));
    assertRefused(
        "the first step of the pulses is -1, expected at least 0",
        () -> InputCurrent.pulses(1, -1, 3, 1));
    assertRefused(
        "the mean of the noise is NaN, expected a finite number",
        () -> InputCurrent.noise(nan, 1, 0));
    assertRefused(
        "the standard deviation of the noise is -1.0, expected a number >= 0",
        () -> InputCurrent.noise(0, -1, 0));
    assertRefused(
        "the standard deviation of the noise is NaN, expected a number >= 0",
        () -> InputCurrent.noise(0, nan, 0));
  }
}
