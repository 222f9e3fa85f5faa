package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.BenchReport.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir Path folder;

  @Test
  void theProcessHoldsAtLeastItsArrays() {
    byte[] large = new byte[20_000_000];
    Memory memory = ProcessMemory.peak();
    assertTrue(memory.heapPeakBytes() > large.length, memory.toString());
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertTrue(memory.residentPeakBytes() > large.length, memory.toString());
    }
  }

  @Test
  void theSystemIsReadOrSilent() throws IOException {
    Path status = folder.resolve("status");
    assertNull(ProcessMemory.residentPeak(status));
    Files.writeString(status, "Name:\tjava\nVmPeak:\t  99 kB\nVmHWM:\t  1234 kB\n");
    assertEquals(1234 * 1024, ProcessMemory.residentPeak(status));
    Files.writeString(status, "Name:\tjava\n");
    assertNull(ProcessMemory.residentPeak(status));
  }
}
