package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.bench.Schedule.Entry;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the machine can do if it does nothing else: the best that was measured so far. */
final class Machine {
  private final Map<MemoryBandwidth, Double> bandwidths = new LinkedHashMap<>();
  private final Map<ArithmeticPeak, Double> peaks = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Prepares to measure.
   *
   * @param threads numbers of threads
   */
  Machine(Iterable<Integer> threads) {
    for (int n : threads) {
      for (Work work : Work.values()) {
        ArithmeticPeak peak = new ArithmeticPeak(work, n);
        entries.add(new Entry(best(peaks, peak, peak::operationsPerSecond), 1, 1));
      }
      for (Level level : Level.values()) {
        MemoryBandwidth memory = new MemoryBandwidth(level, n);
        entries.add(new Entry(best(bandwidths, memory, memory::bytesPerSecond), 1, 1));
      }
    }
  }

  /** A rate of the machine. */
  @FunctionalInterface
  private interface Rate {
    double perSecond() throws InterruptedException;
  }

  /** Measures a rate and keeps the best. */
  private static <K> Task best(Map<K, Double> rates, K what, Rate rate) {
    rates.put(what, 0.0);
    return () -> rates.merge(what, rate.perSecond(), Math::max);
  }

  /** What measures it. */
  List<Entry> entries() {
    return entries;
  }

  /** How fast memory was read. */
  List<Bandwidth> bandwidths() {
    List<Bandwidth> measured = new ArrayList<>();
    bandwidths.forEach(
        (memory, best) ->
            measured.add(
                new Bandwidth(
                    memory.level().title(), memory.level().bytes(), memory.threads(), best)));
    return measured;
  }

  /** How fast it computed. */
  List<Peak> peaks() {
    List<Peak> measured = new ArrayList<>();
    peaks.forEach(
        (peak, best) -> measured.add(new Peak(peak.work().title(), peak.threads(), best)));
    return measured;
  }
}
