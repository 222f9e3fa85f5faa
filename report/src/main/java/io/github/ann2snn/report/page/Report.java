package io.github.ann2snn.report.page;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A report of one or several runs: a page, and a folder of CSV files beside it. */
public final class Report {
  private static final List<String> SCRIPTS =
      List.of(
          "runs",
          "answer",
          "accuracy",
          "cost",
          "bars",
          "energy",
          "devices",
          "activity",
          "exit",
          "fidelity",
          "samples",
          "classes",
          "learning",
          "settings",
          "page");

  private static final String NUMBERS = "the results.json beside it, and in the folder report-csv";

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

  /** The folder of the CSV files that belong to a page: beside it. */
  public static Path csvFolder(Path page) {
    return page.resolveSibling("report-csv");
  }

  /**
   * Writes the page, then the CSV files; each file appears whole or not at all.
   *
   * @param page the HTML file
   */
  public void write(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, ReportedRun.toJson(runs), NUMBERS).html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
    for (CsvSeries series : CsvSeries.ALL) {
      write(series, csvFolder(page).resolve(series.fileName()));
    }
  }

  /**
   * Writes a series of all runs as CSV (RFC 4180), one row per value. The file of a series that
   * none has is deleted, as it would be of an earlier report.
   */
  private void write(CsvSeries series, Path file) throws IOException {
    List<List<Object>> rows = runs.stream().flatMap(run -> series.rows(run).stream()).toList();
    if (rows.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      AtomicFile.write(
          file,
          temporary -> {
            try (BufferedWriter writer = Files.newBufferedWriter(temporary);
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
              printer.printRecord(series.header());
              printer.printRecords(rows);
            }
          });
    }
  }
}
