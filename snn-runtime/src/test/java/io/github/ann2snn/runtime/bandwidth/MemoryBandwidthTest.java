package io.github.ann2snn.runtime.bandwidth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import io.github.ann2snn.runtime.bandwidth.Reader.PlainReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBandwidthTest {
  @ParameterizedTest
  @EnumSource(Level.class)
  void everyLevelHasABandwidthForAnyNumberOfThreads(Level level) throws InterruptedException {
    MemoryBandwidth bandwidth = new MemoryBandwidth(level, 3);
    assertEquals(level, bandwidth.level());
    assertEquals(3, bandwidth.threads());
    double bytesPerSecond = bandwidth.bytesPerSecond();
    assertTrue(bytesPerSecond > 1e6 && bytesPerSecond < 1e14, level + ": " + bytesPerSecond);
  }

  /** Small whole numbers add up without rounding, in any order. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void readersReadEveryElementOnceAPass(int passes) {
    float[] array = new float[12 + 2 * MemoryBandwidth.BLOCK + 12];
    for (int i = 0; i < array.length; i++) {
      array[i] = i % 5 + 1;
    }
    float expected = 0;
    for (int i = 12; i < array.length - 12; i++) {
      expected += passes * array[i];
    }
    assertEquals(expected, new PlainReader().read(array, 12, array.length - 12, passes));
    assertEquals(expected, new VectorReader().read(array, 12, array.length - 12, passes));
  }

  @Test
  void vectorsAreReadWhereTheModuleIs() {
    assertInstanceOf(VectorReader.class, Reader.select());
    assertTrue(MemoryBandwidth.loadBytes() >= 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aNumberOfThreadsThatIsNotPositiveIsRefused(int threads) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MemoryBandwidth(Level.L1, threads))
            .getMessage();
    assertEquals("threads is " + threads + ", expected at least 1", message);
  }
}
