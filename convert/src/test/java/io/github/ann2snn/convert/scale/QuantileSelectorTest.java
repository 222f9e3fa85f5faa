package io.github.ann2snn.convert.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.convert.scale.PercentileScale.QuantileSelector;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileSelectorTest {
  /** So many streams are read in four passes, not in two. */
  private static final int MANY = 200;

  private static float select(double percentile, float... values) {
    float quantile = ofLast(1, percentile, values);
    assertEquals(quantile, ofLast(MANY, percentile, values));
    return quantile;
  }

  /** The percentile of the last of so many streams. */
  private static float ofLast(int streams, double percentile, float... values) {
    QuantileSelector selector = new QuantileSelector(streams, percentile);
    do {
      for (float value : values) {
        selector.add(streams - 1, value);
      }
    } while (selector.endPass());
    return selector.quantile(streams - 1);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0", "40, 0", "50, 1", "60, 1", "60.1, 2.5", "80, 2.5", "99.9, 7", "100, 7"})
  void takesTheNearestRankOfAllValuesZerosIncluded(double percentile, float expected) {
    assertEquals(expected, select(percentile, 7, 0, 1, 0, 2.5f));
  }

  @Test
  void countsNegativeValuesAsZero() {
    assertEquals(0, select(75, -3, -2, -1, 5));
    assertEquals(5, select(76, -3, -2, -1, 5));
  }

  @ParameterizedTest(name = "seed {0}, {1} values, percentile {2}")
  @CsvSource({"1, 1, 50", "2, 1000, 99.9", "3, 4097, 90", "4, 100, 100", "5, 999, 0.5"})
  void equalsSorting(long seed, int n, double percentile) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Math.exp(random.nextDouble(-30, 30));
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percentile / 100 * n);
    assertEquals(sorted[Math.max(1, rank) - 1], select(percentile, values));
  }

  @Test
  void keepsStreamsApart() {
    QuantileSelector selector = new QuantileSelector(2, 100);
    do {
      selector.add(0, 1);
      selector.add(1, 2);
      selector.add(1, 3);
    } while (selector.endPass());
    assertEquals(1, selector.quantile(0));
    assertEquals(3, selector.quantile(1));
  }

  @Test
  void needsAllPasses() {
    QuantileSelector selector = new QuantileSelector(1, 50);
    selector.add(0, 1);
    selector.endPass();
    var thrown = assertThrows(IllegalStateException.class, () -> selector.quantile(0));
    assertEquals("1 of 2 passes were made", thrown.getMessage());
  }
}
