package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Forward;
import io.github.ann2snn.bench.BenchReport.Latency;
import io.github.ann2snn.bench.BenchReport.Memory;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.BenchReport.Scaling;
import io.github.ann2snn.bench.BenchReport.ScalingPoint;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.text.Lines;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The measurements as text for people, drawn from the document alone. */
public final class BenchTable {
  private final BenchReport report;
  private final Lines text = new Lines(100);

  private BenchTable(BenchReport report) {
    this.report = report;
  }

  /** The whole text, ending with a line break. */
  public static String of(BenchReport report) {
    BenchTable table = new BenchTable(report);
    table.heading();
    table.bandwidths();
    table.forward();
    table.runs();
    table.latencies();
    table.memory();
    table.text.line("");
    Findings.of(report).forEach(sentence -> table.text.line("%s", sentence));
    if (report.scaling() != null) {
      table.scaling(report.scaling());
    }
    return table.text.toString();
  }

  private void heading() {
    text.line(
        "%s, %,d%s test samples; %s, %s coding, %s readout",
        report.dataset(),
        report.samples(),
        report.samples() == report.testSamples() ? "" : Text.of(" of %,d", report.testSamples()),
        report.network(),
        report.coding(),
        report.readout());
    text.line("kernel %s", report.kernel());
    text.line("Java %s; cores: %d", report.environment().get("java.version"), report.processors());
    text.line(
        "Seconds are medians of %d interleaved repetitions%s.",
        report.repetitions(),
        report.runs().stream().anyMatch(run -> run.kernel().equals("scalar"))
            ? " (plain loops: of every third)"
            : "");
  }

  private void bandwidths() {
    SortedSet<Integer> threads =
        report.bandwidths().stream()
            .map(Bandwidth::threads)
            .collect(Collectors.toCollection(TreeSet::new));
    text.line("");
    text.line(
        "%-26s%s",
        "read bandwidth, GB/s",
        threads.stream().map(n -> Text.of("%12s", threads(n))).collect(Collectors.joining()));
    for (Level level : Level.values()) {
      StringBuilder values = new StringBuilder();
      for (int n : threads) {
        BenchReport.bandwidth(report.bandwidths(), level.title(), n)
            .ifPresent(one -> values.append(Text.of("%12.1f", one.bytesPerSecond() * 1e-9)));
      }
      text.line("  %-24s%s", level.title() + ", " + bytes(level.bytes()), values);
    }
    text.line("arithmetic, billion operations/s");
    for (Work work : Work.values()) {
      StringBuilder values = new StringBuilder();
      for (int n : threads) {
        values.append(Text.of("%12.1f", BenchReport.peak(report.peaks(), work, n) * 1e-9));
      }
      text.line("  %-24s%s", work.title(), values);
    }
  }

  private void forward() {
    text.line("");
    text.line(
        "%-26s%8s%10s%12s%12s%12s%9s",
        "ANN forward pass", "threads", "seconds", "samples/s", "GFLOP/s", "peak", "% peak");
    for (Forward forward : report.annForward()) {
      text.line(
          "  %-24s%8d%10.4f%,12.0f%12.1f%12.1f%9.0f",
          forward.kernel().split(":", 2)[0],
          forward.threads(),
          forward.seconds(),
          report.samples() / forward.seconds(),
          forward.operationsPerSecond() * 1e-9,
          forward.peakOperationsPerSecond() * 1e-9,
          forward.shareOfPeak() * 100);
    }
    text.line(
        "GFLOP/s: 2 x %,d multiply-accumulates a sample. peak: multiplying and adding alone.",
        report.annMacs());
  }

  private void runs() {
    text.line("");
    text.line(
        "%4s  %-10s %-7s%8s%9s%8s%11s%10s  %-12s%8s%7s",
        "T",
        "arithmetic",
        "kernel",
        "threads",
        "seconds",
        "x ANN",
        "samples/s",
        "GSynOps/s",
        "bound",
        "% bound",
        "% peak");
    for (Run run : report.runs()) {
      text.line(
          "%4d  %-10s %-7s%8d%9.4f%8.2f%,11.0f%10.2f  %-12s%8.0f%7.0f",
          run.timesteps(),
          run.arithmetic(),
          run.kernel(),
          run.threads(),
          run.seconds(),
          run.ratioToAnnForward(),
          run.samplesPerSecond(),
          run.synopsPerSecond() * 1e-9,
          run.bound().limit(),
          run.bound().share() * 100,
          run.bound().shareOfPeak() * 100);
    }
    text.line(
        "%% bound: the least that all operations could take here, over seconds; bound: what takes most");
    text.line("of that. %% peak: the same, were no weight read from memory.");
  }

  private void latencies() {
    text.line("");
    text.line(
        "%-26s%4s  %-10s%12s%12s%10s%20s",
        "one sample alone", "T", "arithmetic", "median, ms", "95 %, ms", "timed", "KB a thread");
    for (Latency latency : report.latencies()) {
      long room =
          report.runs().stream()
              .filter(run -> run.timesteps() == latency.timesteps())
              .filter(run -> run.arithmetic().equals(latency.arithmetic()))
              .mapToLong(Run::roomBytesPerThread)
              .findFirst()
              .orElseThrow();
      text.line(
          "  %-24s%4d  %-10s%12.3f%12.3f%,10d%,20.0f",
          latency.kernel(),
          latency.timesteps(),
          latency.arithmetic(),
          latency.seconds() * 1e3,
          latency.seconds95() * 1e3,
          latency.runs(),
          room * 1e-3);
    }
    text.line("KB a thread: room for a run of many samples, at most, beside the network.");
  }

  private void memory() {
    Memory memory = report.memory();
    String resident =
        memory.residentPeakBytes() == null
            ? ""
            : Text.of("; %,.0f MB of the machine's memory", memory.residentPeakBytes() * 1e-6);
    text.line("");
    text.line(
        "memory of the process, at most: %,.0f MB of heap, garbage included%s",
        memory.heapPeakBytes() * 1e-6, resident);
  }

  private void scaling(Scaling scaling) {
    text.line("");
    text.line(
        "growth of the time, %s; work = SynOps + MACs + neuron updates",
        threads(scaling.threads()));
    text.line(
        "%-22s%8s%10s%10s%16s%20s",
        "network", "T", "samples", "seconds", "work, millions", "ps/unit of work");
    series(scaling.timesteps());
    series(scaling.samples());
    series(scaling.widths());
  }

  private void series(List<ScalingPoint> points) {
    text.line("");
    for (ScalingPoint point : points) {
      text.line(
          "%-22s%8d%,10d%10.4f%,16.1f%20.1f",
          point.network(),
          point.timesteps(),
          point.samples(),
          point.seconds(),
          point.work() * 1e-6,
          point.picosecondsPerOperation());
    }
  }

  /** A number of threads in words. */
  static String threads(int n) {
    return n == 1 ? "1 thread" : n + " threads";
  }

  private static String bytes(int n) {
    return n < 1 << 20 ? (n >> 10) + " KB" : (n >> 20) + " MB";
  }
}
