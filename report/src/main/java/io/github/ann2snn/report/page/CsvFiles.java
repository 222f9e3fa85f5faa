package io.github.ann2snn.report.page;

import io.github.ann2snn.files.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The series of a report as CSV (RFC 4180), one file per series, one row per value. */
final class CsvFiles {
  private CsvFiles() {}

  /**
   * Writes every series that any of the runs has into {@code folder}. The file of a series that
   * none has is deleted, as it would be of an earlier report.
   */
  static void write(List<ReportedRun> runs, Path folder) throws IOException {
    for (CsvSeries series : CsvSeries.ALL) {
      Path file = folder.resolve(series.fileName());
      List<List<Object>> rows = runs.stream().flatMap(run -> series.rows(run).stream()).toList();
      if (rows.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        AtomicFile.write(file, temporary -> write(series.header(), rows, temporary));
      }
    }
  }

  private static void write(List<String> header, List<List<Object>> rows, Path file)
      throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      printer.printRecords(rows);
    }
  }
}
