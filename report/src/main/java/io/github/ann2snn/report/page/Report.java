package io.github.ann2snn.report.page;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.SideFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A report of one or several runs: a page, and a folder of CSV files beside it. */
public final class Report {
  private static final List<String> SCRIPTS =
      List.of(
          "runs",
          "point",
          "answer",
          "accuracy",
          "scales",
          "cost",
          "bars",
          "energy",
          "devices",
          "chip/cores",
          "wiring",
          "graph",
          "activity",
          "exit",
          "fidelity",
          "samples",
          "classes",
          "learning",
          "training/training",
          "training/curves",
          "training/layers",
          "training/histograms",
          "training/numbers",
          "settings",
          "page");

  private static final String NUMBERS =
      "the results.json that it was drawn from, and as CSV in the folder that is named after it";

  private final List<ReportedRun> runs;

  private Report(List<ReportedRun> runs) {
    this.runs = runs;
  }

  /**
   * Reads the results of runs, which are all that a report is drawn from.
   *
   * @param files results files
   * @throws BadFileException if one of them is damaged, or of another version
   */
  public static Report read(List<Path> files) throws IOException {
    return new Report(ReportedRun.read(files));
  }

  /** The folder of the CSV files that belong to a page: {@code x-csv} beside {@code x.html}. */
  public static Path csvFolder(Path page) {
    String name = page.getFileName().toString();
    return page.resolveSibling(name.replaceFirst("(?<=.)\\.html?$", "") + "-csv");
  }

  /** All CSV files that a page may have beside it. */
  public static List<SideFile> csvFiles(Path page) {
    return CsvSeries.ALL.stream().map(series -> series.file(csvFolder(page))).toList();
  }

  /**
   * Writes the page, then the CSV files; each file appears whole or not at all. CSV files of an
   * earlier page are deleted first.
   *
   * @param page the HTML file
   * @throws IOException also if one would take the place of somebody else's CSV file; then nothing
   *     was written
   */
  public void write(Path page) throws IOException {
    clearSeries(page);
    writePage(page);
    writeSeries(runs, page);
  }

  /** Deletes the CSV files of an earlier page. */
  static void clearSeries(Path page) throws IOException {
    for (SideFile file : csvFiles(page)) {
      file.requireOurs();
    }
    for (SideFile file : csvFiles(page)) {
      file.delete();
    }
  }

  /** Writes the CSV files beside a page. */
  static void writeSeries(List<ReportedRun> runs, Path page) throws IOException {
    for (CsvSeries series : CsvSeries.ALL) {
      write(runs, series, series.file(csvFolder(page)));
    }
  }

  /** Writes the page alone. */
  public void writePage(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, ReportedRun.toJson(runs), NUMBERS).html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }

  /** Writes a series of all runs, one row per value, unless none has it. */
  private static void write(List<ReportedRun> runs, CsvSeries series, SideFile file)
      throws IOException {
    List<List<Object>> rows = runs.stream().flatMap(run -> series.rows(run).stream()).toList();
    if (!rows.isEmpty()) {
      CsvFile.write(file, series.header(), rows.stream());
    }
  }
}
