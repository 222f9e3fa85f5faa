package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.bench.Schedule.Timings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void theMedianIsTheMiddleOneInSize() {
    assertEquals(3, new Timings(List.of(3.0)).median());
    assertEquals(3, new Timings(List.of(9.0, 1.0, 3.0)).median());
    assertEquals(2, new Timings(List.of(9.0, 1.0, 3.0, 1.0)).median());
    assertEquals(List.of(9.0, 1.0), new Timings(List.of(9.0, 1.0)).seconds());
  }
}
