package io.github.ann2snn.report.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinsTest {
  @Test
  void widthsAreRoundAndEdgesAreMultiples() {
    Bins bins = Bins.over(-0.79, 0.86, 40);
    assertEquals(0.05, bins.width().doubleValue());
    assertEquals(-0.8, bins.edges()[0]);
    assertEquals(0.9, bins.edges()[bins.count()]);
    assertArrayEquals(
        new int[] {2, 0, 1}, Bins.over(1, 3, 3).count(DoubleStream.of(1, 1.5, 3)).toArray());
  }

  @ParameterizedTest
  @CsvSource({"0.3,0.5", "1,1", "1.01,2", "7,10", "0.002,0.002", "0.00051,0.001"})
  void theNextRoundNumber(double least, double round) {
    assertEquals(round, Bins.round(least).doubleValue());
  }

  /** 0.02 / 0.002 is a little less than 10 in binary numbers. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, -0.02, 0, 100, 1e-9})
  void equalValuesLieAmidEmptyIntervals(double value) {
    Bins bins = Bins.over(value, value, 40);
    int[] counts = bins.count(DoubleStream.of(value, value)).toArray();
    assertEquals(11, counts.length);
    assertEquals(2, counts[5]);
    assertEquals(value, bins.edges()[5], 1e-12);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyValueIsCountedWhereItLies(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double scale = Math.pow(10, random.nextInt(12) - 6);
    double[] values = random.doubles(500, -scale, 2 * scale).toArray();
    double lowest = Arrays.stream(values).min().orElseThrow();
    double highest = Arrays.stream(values).max().orElseThrow();
    Bins bins = Bins.over(lowest, highest, 40);
    double[] edges = bins.edges();
    int[] expected = new int[bins.count()];
    for (double value : values) {
      int i = 0;
      while (i + 1 < bins.count() && value >= edges[i + 1]) {
        i++;
      }
      expected[i]++;
    }
    assertArrayEquals(expected, bins.count(DoubleStream.of(values)).toArray());
  }
}
