package io.github.ann2snn.report.table;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.build.EarlyExitReport;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.document.Results.ConversionPart;
import io.github.ann2snn.report.document.Results.LayerPart;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.report.text.Lines;
import io.github.ann2snn.report.text.TextStyle;
import io.github.ann2snn.report.text.TextStyle.Sparkline;
import io.github.ann2snn.report.text.TextStyle.Tone;
import java.util.List;
import java.util.Locale;

/** The results as text for people, drawn from the document alone. */
public final class ResultsTable {
  private static final int WIDTH = 100;
  private static final int SPARKLINE = 32;
  private static final int LONGEST_NAME = 34;
  private static final int LONGEST_ANN = 50;

  private final Results results;
  private final TextStyle style;
  private final Lines text;

  private ResultsTable(Results results, TextStyle style) {
    this.results = results;
    this.style = style;
    this.text = new Lines(WIDTH, style);
  }

  /** The whole text, ending with a line break. */
  public static String of(Results results, TextStyle style) {
    ResultsTable table = new ResultsTable(results, style);
    table.heading();
    if (results.operatingPoint() != null) {
      results.operatingPoint().lines().forEach(line -> table.text.line("%s", line));
    }
    table.accuracy();
    table.byTimestep();
    table.operations();
    table.layers();
    EnergyTable.write(results, table.text);
    if (results.fit() != null) {
      table.text.line("");
      FitTable.write(results.fit(), table.text);
    }
    if (results.snn().earlyExit() != null) {
      table.text.line("");
      EarlyExitReport.text(results).forEach(row -> table.text.line("%s", row));
      table.text.paragraph(EarlyExitReport.sentence(results.snn().earlyExit()));
    }
    if (results.verdict() != null) {
      table.text.line("");
      table.text.paragraph("Verdict: " + results.verdict());
      table.text.line("What each number means: ann2snn inspect --definitions");
    }
    return table.text.toString();
  }

  /** The line that begins a part of the table. */
  private void head(String format, Object... values) {
    text.line("");
    text.line(Tone.HEADING, format, values);
  }

  private void heading() {
    SnnPart snn = results.snn();
    if (results.dataset().notices() != null) {
      results.dataset().notices().forEach(notice -> text.line(Tone.NOTICE, "NOTICE: %s", notice));
    }
    text.line(
        "%s, %,d test samples; T = %d, %s coding, %s readout%s%s",
        results.dataset().name(),
        results.dataset().samples(),
        snn.timesteps(),
        snn.coding(),
        snn.readout(),
        snn.readoutStart() == null || snn.readoutStart() == 1
            ? ""
            : Text.of(" from step %d on", snn.readoutStart()),
        normalization(snn));
  }

  private static String normalization(SnnPart snn) {
    ConversionPart conversion = snn.conversion();
    if (conversion == null || conversion.normalization() == null) {
      return "";
    }
    return conversion.percentile() == null
        ? ", normalised by " + conversion.normalization()
        : Text.of(", normalised by %s %s", conversion.normalization(), conversion.percentile());
  }

  private void accuracy() {
    String ann = results.ann() == null ? "" : "  ANN " + results.ann().architecture();
    boolean alone = ann.length() > LONGEST_ANN;
    int width = alone ? 26 : Math.max(26, ann.length());
    head("%-" + width + "s %10s   %s", "accuracy", "", "95 % interval (Wilson)");
    if (alone) {
      text.line("%s", ann);
    }
    if (results.ann() != null) {
      accuracy(width, alone ? "" : ann, results.ann().accuracy(), results.ann().accuracyInterval());
    }
    accuracy(width, "  SNN", results.snn().accuracy(), results.snn().accuracyInterval());
    if (results.comparison() != null) {
      text.line(
          difference(),
          "%-"
              + width
              + "s %+8.2f     points; McNemar p = %.2g (only ANN right: %d, only SNN right: %d)",
          "  difference",
          0 - 100 * results.comparison().accuracyDrop(),
          results.comparison().mcnemarP(),
          results.comparison().onlyAnnCorrect(),
          results.comparison().onlySnnCorrect());
    }
  }

  /** Significantly worse or better, at the level of the intervals. */
  private Tone difference() {
    if (results.comparison().mcnemarP() >= 0.05) {
      return Tone.PLAIN;
    }
    return results.comparison().accuracyDrop() > 0 ? Tone.BAD : Tone.GOOD;
  }

  private void accuracy(int width, String name, double accuracy, List<Double> interval) {
    text.line(
        "%-" + width + "s %8.2f %%   %.2f ... %.2f %%",
        name,
        100 * accuracy,
        100 * interval.get(0),
        100 * interval.get(1));
  }

  /** Powers of two, and the last step. */
  private void byTimestep() {
    StringBuilder steps = new StringBuilder();
    StringBuilder accuracies = new StringBuilder();
    StringBuilder synops = new StringBuilder();
    int timesteps = results.snn().timesteps();
    double[] operations = results.snn().synapticOperationsByTimestep();
    int width = Math.max(10, Text.of("%,.0f", operations[timesteps - 1]).length() + 2);
    for (int t = 1; t <= timesteps; t = t < timesteps ? Math.min(2 * t, timesteps) : t + 1) {
      steps.append(String.format(Locale.ROOT, "%" + width + "d", t));
      accuracies.append(
          String.format(
              Locale.ROOT, "%" + width + ".2f", 100 * results.snn().accuracyByTimestep()[t - 1]));
      synops.append(String.format(Locale.ROOT, "%," + width + ".0f", operations[t - 1]));
    }
    head("%-26s %s", "after step", steps);
    text.line("%-26s %s", "  SNN accuracy, %", accuracies);
    text.line("%-26s %s", "  SynOps per sample", synops);
    if (style.blocks()) {
      text.line(
          "%-26s %s  %s",
          "  SNN accuracy, 1 ... T",
          Sparkline.of(results.snn().accuracyByTimestep(), SPARKLINE),
          Sparkline.LEGEND);
    }
  }

  private void operations() {
    head("%-26s %14s", "operations per sample", "");
    if (results.ann() != null) {
      text.line("  %-24s %,14d", "ANN MACs, dense", results.ann().macsPerSample().dense());
      text.line(
          "  %-24s %,14.0f", "ANN MACs, input not 0", results.ann().macsPerSample().effective());
    }
    text.line("  %-24s %,14.0f", "SNN SynOps", results.snn().synapticOperationsPerSample());
    double macs = results.snn().layers().stream().mapToDouble(LayerPart::macsPerSample).sum();
    double every =
        results.snn().layers().stream().mapToDouble(LayerPart::macsPerSampleEveryStep).sum();
    text.line(
        "  %-24s %,14.0f   computed once; %,.0f if at every step", "SNN input MACs", macs, every);
    if (results.comparison() != null) {
      text.line("  %-24s %14.3f", "SynOps / dense MACs", results.comparison().synopsToMacsRatio());
    }
  }

  /** A name that leaves no room for the numbers of its row has a line of its own. */
  private void layers() {
    int width =
        results.snn().layers().stream()
            .mapToInt(layer -> layer.name().length())
            .filter(length -> length <= LONGEST_NAME)
            .max()
            .orElse(0);
    width = Math.max(16, width);
    head(
        "%-" + (width + 2) + "s %8s %14s %12s %14s %12s",
        "layer",
        "neurons",
        "spikes/sample",
        "firing rate",
        "SynOps in",
        "MACs in");
    for (LayerPart layer : results.snn().layers()) {
      boolean alone = layer.name().length() > LONGEST_NAME;
      if (alone) {
        text.line("  %s", layer.name());
      }
      text.line(
          "  %-" + width + "s %8d %,14.1f %12.4f %,14.0f %,12.0f",
          alone ? "" : layer.name(),
          layer.neurons(),
          layer.spikesPerSample(),
          layer.firingRate(),
          layer.synapticOperationsPerSample(),
          layer.macsPerSample());
    }
    if (results.snn().signed() != null) {
      text.line(
          "  %,.1f of the spikes of a sample are -1, which take back others or stand for values below 0",
          results.snn().signed().negativeSpikesPerSample());
    }
  }
}
