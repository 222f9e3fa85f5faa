package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Forward;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.BenchReport.Scaling;
import io.github.ann2snn.bench.BenchReport.ScalingPoint;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.text.Lines;
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
    table.text.line("");
    Findings.of(report).forEach(sentence -> table.text.line("%s", sentence));
    if (report.scaling() != null) {
      table.scaling(report.scaling());
    }
    return table.text.toString();
  }

  private void heading() {
    text.line(
        "%s, %,d test samples; %s, %s coding, %s readout",
        report.dataset(), report.samples(), report.network(), report.coding(), report.readout());
    text.line("kernel %s", report.kernel());
    text.line("Java %s; cores: %d", report.environment().get("java.version"), report.processors());
    text.line(
        "Seconds are medians of %d interleaved repetitions (plain loops: of every third).",
        report.repetitions());
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
        "%4s  %-10s %-7s%8s%10s%8s%12s%10s%10s%8s%7s",
        "T",
        "arithmetic",
        "kernel",
        "threads",
        "seconds",
        "x ANN",
        "samples/s",
        "ns/step",
        "GSynOps/s",
        "GB/s",
        "% L2");
    for (Run run : report.runs()) {
      text.line(
          "%4d  %-10s %-7s%8d%10.4f%8.2f%,12.0f%,10.0f%10.2f%8.1f%7.0f",
          run.timesteps(),
          run.arithmetic(),
          run.kernel(),
          run.threads(),
          run.seconds(),
          run.ratioToAnnForward(),
          run.samplesPerSecond(),
          run.nanosecondsPerSampleStep(),
          run.synopsPerSecond() * 1e-9,
          run.bytesPerSecond() * 1e-9,
          run.shareOfL2Bandwidth() * 100);
    }
    text.line(
        "ns/step: per sample and step. GB/s: weights that spikes and constant currents touch.");
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
