package io.github.ann2snn.report.recording;

import io.github.ann2snn.files.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table that becomes a CSV file (RFC 4180).
 *
 * @param file which series it is
 * @param header names of the columns, with units
 * @param rows how many
 * @param row values of a row, by its number from 0
 */
record CsvTable(SeriesFile file, List<String> header, int rows, IntFunction<List<Object>> row) {
  String fileName() {
    return file.fileName();
  }

  void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(fileName()), this::writeTo);
  }

  private void writeTo(Path temporary) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(temporary);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      for (int r = 0; r < rows; r++) {
        printer.printRecord(row.apply(r));
      }
    }
  }
}
