package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTimesTest {
  @Test
  void theMedianLeavesTheFirstEpochOut() {
    TrainingTimes odd =
        new TrainingTimes(List.of(99.0, 8.0, 6.0, 7.0), List.of(50.0, 3.0, 2.0, 1.0), 0, 0);
    assertEquals(7, odd.naiveMedian());
    assertEquals(2, odd.median());
    assertEquals(3.5, odd.ratio());
    TrainingTimes even = new TrainingTimes(List.of(9.0, 4.0, 2.0), List.of(9.0, 1.0, 2.0), 0, 0);
    assertEquals(2, even.ratio());
  }
}
