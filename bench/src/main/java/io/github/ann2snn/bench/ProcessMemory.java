package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory this process has taken so far. */
final class ProcessMemory {
  /** Linux tells it here. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Pattern RESIDENT_PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");

  private ProcessMemory() {}

  /** The most. */
  static Memory peak() {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
            .sum();
    return new Memory(heap, residentPeak(STATUS));
  }

  /** Bytes, or null where the system does not tell. */
  static Long residentPeak(Path status) {
    try {
      List<String> lines = Files.readAllLines(status);
      return lines.stream()
          .map(RESIDENT_PEAK::matcher)
          .filter(Matcher::matches)
          .map(line -> Long.parseLong(line.group(1)) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
