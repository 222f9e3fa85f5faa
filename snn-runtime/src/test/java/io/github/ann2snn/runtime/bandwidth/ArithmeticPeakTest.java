package io.github.ann2snn.runtime.bandwidth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Loop;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.PlainAdder;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.PlainMultiplier;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticPeakTest {
  @ParameterizedTest
  @EnumSource(Work.class)
  void everyNumberOfThreadsHasAPeak(Work work) throws InterruptedException {
    for (int threads : new int[] {1, 3}) {
      double operations = new ArithmeticPeak(work, threads).operationsPerSecond();
      assertTrue(operations > 1e7 && operations < 1e15, threads + ": " + operations);
    }
  }

  /** 2 / 2 + 1 is 2 again; and 40,000 do not fit 16 bits. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 40_000})
  void loopsComputeWhatTheySay(int rounds) {
    for (Loop loop : List.of(new PlainMultiplier(), new VectorMultiplier())) {
      assertEquals(2, loop.run(rounds));
      assertEquals(2, loop.result(rounds));
    }
    for (Loop loop : List.of(new PlainAdder(), new VectorAdder())) {
      assertEquals(rounds, loop.run(rounds));
      assertEquals(rounds, loop.result(rounds));
    }
    assertEquals((short) rounds, new VectorShortAdder().run(rounds));
    assertEquals((short) rounds, new VectorShortAdder().result(rounds));
  }

  @Test
  void aNumberOfThreadsThatIsNotPositiveIsRefused() {
    assertEquals(
        "threads is 0, expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new ArithmeticPeak(Work.ADD, 0))
            .getMessage());
  }
}
