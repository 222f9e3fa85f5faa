package io.github.ann2snn.runtime.bandwidth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.bandwidth.MultiplyAddPeak.PlainMultiplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiplyAddPeakTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyNumberOfThreadsHasAPeak(int threads) throws InterruptedException {
    double operations = new MultiplyAddPeak(threads).operationsPerSecond();
    assertTrue(operations > 1e7 && operations < 1e15, threads + ": " + operations);
  }

  /** 2 / 2 + 1 is 2 again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000})
  void resultsStayAsTheyAre(int rounds) {
    assertEquals(2, new PlainMultiplier().run(rounds));
    assertEquals(2, new VectorMultiplier().run(rounds));
  }

  @Test
  void aNumberOfThreadsThatIsNotPositiveIsRefused() {
    assertEquals(
        "threads is 0, expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new MultiplyAddPeak(0)).getMessage());
  }
}
