package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationSplitTest {
  /** Sample i has the one input i. */
  private static Split numbered(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return Split.ofFloats(values, new byte[size], 1);
  }

  private static float[] numbers(Split split) {
    float[] numbers = new float[split.size()];
    for (int i = 0; i < numbers.length; i++) {
      split.read(i, numbers, i);
    }
    return numbers;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 5, -1})
  void partsAreDisjointAndDependOnTheSeedAlone(long seed) {
    ValidationSplit split = ValidationSplit.holdOut(numbered(101), 0.3, seed);
    assertEquals(71, split.train().size());
    assertEquals(30, split.validation().orElseThrow().size());
    Set<Float> all = new TreeSet<>();
    for (float number : numbers(split.train())) {
      all.add(number);
    }
    for (float number : numbers(split.validation().orElseThrow())) {
      all.add(number);
    }
    assertEquals(101, all.size());
    ValidationSplit again = ValidationSplit.holdOut(numbered(101), 0.3, seed);
    assertArrayEquals(numbers(split.train()), numbers(again.train()));
    ValidationSplit other = ValidationSplit.holdOut(numbered(101), 0.3, seed + 1);
    assertFalse(Arrays.equals(numbers(split.train()), numbers(other.train())));
  }

  @Test
  void zeroHoldsOutNothing() {
    Split samples = numbered(5);
    ValidationSplit split = ValidationSplit.holdOut(samples, 0, 3);
    assertSame(samples, split.train());
    assertTrue(split.validation().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 1, Double.NaN})
  void refusesFractionsOutOfRange(double fraction) {
    assertEquals(
        "validation fraction must be at least 0 and less than 1; got " + fraction,
        assertThrows(
                IllegalArgumentException.class,
                () -> ValidationSplit.holdOut(numbered(5), fraction, 3))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.95})
  void refusesToLeaveAPartEmpty(double fraction) {
    assertEquals(
        "validation fraction must leave a sample to learn from and one to hold out; got "
            + fraction
            + " of 5",
        assertThrows(
                IllegalArgumentException.class,
                () -> ValidationSplit.holdOut(numbered(5), fraction, 3))
            .getMessage());
  }
}
