package io.github.ann2snn.report.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.report.sample.TinyNetworks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  /** By the formula of Wilson 1927 with z = 1.959964, worked out separately. */
  @ParameterizedTest
  @CsvSource({
    "10, 0, 0.0, 0.2775328",
    "10, 10, 0.7224672, 1.0",
    "10000, 9800, 0.97706607, 0.98256529"
  })
  void wilson(int samples, long correct, double lower, double upper) {
    List<Double> interval = Measurement.wilson(samples, correct);
    assertEquals(lower, interval.get(0), 1e-6);
    assertEquals(upper, interval.get(1), 1e-6);
  }

  @Test
  void wilsonOfEachStep() {
    double[][] intervals = Measurement.wilson(10, new long[] {0, 5, 10});
    assertEquals(3, intervals.length);
    assertEquals(Measurement.wilson(10, 5), List.of(intervals[1][0], intervals[1][1]));
    assertEquals(1 - intervals[0][1], intervals[2][0], 1e-12);
  }

  @Test
  void confusionHasTheTrueClassInItsRows() {
    Dataset dataset = TinyNetworks.dataset(List.of(1), 3, new float[5], 0, 0, 2, 1, 2);
    assertArrayEquals(
        new int[][] {{1, 1, 0}, {1, 0, 0}, {0, 0, 2}},
        Measurement.confusion(dataset.test(), new int[] {0, 1, 2, 0, 2}, 3));
  }

  @Test
  void defaultProfileComesFirst() {
    assertEquals("cmos-45nm-fp32", EnergyProfiles.builtIn().get(0).name());
    assertEquals(4.6, EnergyProfiles.builtIn().get(0).ann().orElseThrow().mac().picojoules());
  }
}
