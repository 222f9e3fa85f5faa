package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Bound;
import io.github.ann2snn.bench.BenchReport.Forward;
import io.github.ann2snn.bench.BenchReport.Latency;
import io.github.ann2snn.bench.BenchReport.Memory;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.BenchReport.Scaling;
import io.github.ann2snn.bench.BenchReport.ScalingPoint;
import io.github.ann2snn.bench.Schedule.Timings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTableTest {
  /** 10,000 samples in which spikes and currents touch 2 GB of weights in 0.5 G operations. */
  private static Run run(int t, String kernel, int threads, Double... seconds) {
    double median = new Timings(List.of(seconds)).median();
    return new Run(
        t,
        "float",
        kernel,
        threads,
        median,
        median / (threads == 1 ? 0.2 : 0.1),
        0.5e9 / median,
        10_000 / median,
        median * 1e9 / (10_000 * t),
        2e9 / median,
        2e9 / median / (threads * 100e9),
        bound(0.02 / threads, median),
        1_500_000,
        List.of(seconds));
  }

  private static Bound bound(double least, double seconds) {
    return new Bound(
        "L2",
        least,
        least / seconds,
        least / 2 / seconds,
        Map.of("add", least / 4, "L2", least * 3 / 4));
  }

  /** 10 GFLOP in {@code seconds}, where a thread could do 100 in a second. */
  private static Forward forward(int threads, double seconds) {
    double peak = threads * 100e9;
    return new Forward(
        threads,
        "simd-512: the module is there",
        seconds,
        10e9 / seconds,
        peak,
        10e9 / seconds / peak,
        List.of(seconds));
  }

  private static BenchReport report(String kernel, Scaling scaling, Run... runs) {
    return report(kernel, 10_000, scaling, runs);
  }

  private static BenchReport report(String kernel, int testSamples, Scaling scaling, Run... runs) {
    return new BenchReport(
        BenchReport.SCHEMA,
        "mnist",
        10_000,
        testSamples,
        "784-512-256-10",
        "current",
        "membrane",
        kernel,
        2,
        7,
        64,
        List.of(
            new Bandwidth("L1", 24 << 10, 1, 200e9),
            new Bandwidth("L2", 512 << 10, 1, 100e9),
            new Bandwidth("memory", 64 << 20, 1, 20e9),
            new Bandwidth("L1", 24 << 10, 2, 400e9),
            new Bandwidth("L2", 512 << 10, 2, 200e9),
            new Bandwidth("memory", 64 << 20, 2, 30e9)),
        List.of(
            new Peak("multiply-add", 1, 100e9),
            new Peak("add", 1, 50e9),
            new Peak("add, 16 bits", 1, 150e9),
            new Peak("multiply-add", 2, 200e9),
            new Peak("add", 2, 100e9),
            new Peak("add, 16 bits", 2, 300e9)),
        0.1,
        List.of(0.1),
        500_000,
        List.of(forward(1, 0.2), forward(2, 0.1)),
        List.of(runs),
        List.of(new Latency(runs[0].timesteps(), "float", "simd", 7000, 0.00012345, 0.0005)),
        new Memory(300_000_000, 1_234_567_890L),
        scaling,
        Map.of("java.version", "25"));
  }

  private static final BenchReport BOTH =
      report(
          "simd-512: the module is there",
          null,
          run(8, "simd", 2, 0.05),
          run(64, "simd", 1, 0.2, 0.5, 0.4),
          run(64, "simd", 2, 0.25, 0.25, 0.2),
          run(64, "scalar", 2, 2.0));

  @Test
  void aLineForEachRatioWithBothNumbers() {
    assertEquals(
        List.of(
            "T = 64, float, 2 threads: 0.250 s = 2.50 x the ANN's forward pass (0.100 s)",
            "T = 8, float, 2 threads: 0.050 s = 0.50 x the ANN's forward pass (0.100 s)",
            "T = 64, float, 2 threads: SIMD 0.250 s, plain loops 2.000 s: 8.00 x as fast",
            "T = 64, float: 1 thread 0.400 s, 2 threads 0.250 s: 1.60 x as fast",
            "T = 64, float, 1 thread: 0.400 s; the bound is 0.0200 s (L2 75 %, add 25 %) = 5 % of it",
            "T = 64, float, 2 threads: 0.250 s; the bound is 0.0100 s (L2 75 %, add 25 %) = 4 % of it",
            "noise: the slowest repetition took 1.88 times as long as the fastest, at worst 2.50"),
        Findings.of(BOTH));
  }

  /** One of many threads with one, and not with the fastest. */
  @Test
  void aFewThreadsAreComparedWithAsMany() {
    List<String> findings =
        Findings.of(report("simd-512: the module is there", null, run(4, "simd", 1, 0.3)));
    assertEquals(
        "T = 4, float, 1 thread: 0.300 s = 1.50 x the ANN's forward pass (0.200 s)",
        findings.get(0));
  }

  @Test
  void whatWasNotMeasuredIsNotCompared() {
    List<String> findings =
        Findings.of(report("scalar: no module", null, run(4, "scalar", 2, 0.2)));
    assertEquals(
        List.of(
            "T = 4, float, 2 threads: 0.200 s = 2.00 x the ANN's forward pass (0.100 s)",
            "T = 4, float, 2 threads: 0.200 s; the bound is 0.0100 s (L2 75 %, add 25 %) = 5 % of it"),
        findings);
  }

  @Test
  void theTableHasALinePerRunWithinTheWidth() {
    String table = BenchTable.of(BOTH);
    assertTrue(
        table.contains(
            "  64  float      simd          2   0.2500    2.50     40,000      2.00  L2"
                + "                 4      2\n"),
        table);
    assertTrue(table.contains("  L1, 24 KB                      200.0       400.0\n"), table);
    assertTrue(
        table.contains(
            """
            ANN forward pass           threads   seconds   samples/s     GFLOP/s        peak   % peak
              simd-512                       1    0.2000      50,000        50.0       100.0       50
              simd-512                       2    0.1000     100,000       100.0       200.0       50
            GFLOP/s: 2 x 500,000 multiply-accumulates a sample. peak: multiplying and adding alone.
            """),
        table);
    assertTrue(
        table.contains(
            """
            arithmetic, billion operations/s
              multiply-add                   100.0       200.0
              add                             50.0       100.0
              add, 16 bits                   150.0       300.0
            """),
        table);
    assertTrue(
        table.contains(
            """
            one sample alone             T  arithmetic  median, ms    95 %, ms     timed         KB a thread
              simd                       8  float            0.123       0.500     7,000               1,500
            """),
        table);
    assertTrue(
        table.contains(
            "memory of the process, at most: 300 MB of heap, garbage included; 1,235 MB of the"
                + " machine's memory\n"),
        table);
    assertTrue(table.startsWith("mnist, 10,000 test samples; "), table);
    assertFalse(table.contains("growth"), table);
    table.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void samplesThatAreAPartAreSaidToBe() {
    String table =
        BenchTable.of(
            report("simd-512: yes", 60_000, null, run(8, "simd", 1, 0.4), run(8, "simd", 2, 0.2)));
    assertTrue(table.startsWith("mnist, 10,000 of 60,000 test samples; "), table);
  }

  @Test
  void growthIsShownPerUnitOfWork() {
    ScalingPoint point = new ScalingPoint("784-8192-8192-10", 16, 128, 2.5, 20_000_000_000L, 125);
    String table =
        BenchTable.of(
            report(
                "simd-512: yes",
                new Scaling(2, List.of(), List.of(), List.of(point)),
                run(64, "simd", 2, 0.2)));
    assertTrue(table.contains("growth of the time, 2 threads; work = SynOps"), table);
    assertTrue(
        table.contains(
            "784-8192-8192-10            16       128    2.5000        20,000.0"
                + "               125.0\n"),
        table);
    table.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }
}
