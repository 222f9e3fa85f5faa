package io.github.ann2snn.report.page;

import io.github.ann2snn.files.SideFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Numbers beside a page or a document, as CSV (RFC 4180). */
public final class CsvFile {
  private CsvFile() {}

  /** Prints all rows. */
  @FunctionalInterface
  public interface Rows {
    void printTo(CSVPrinter printer) throws IOException;
  }

  /**
   * The file that begins with some columns.
   *
   * @param columns names without quotation marks
   */
  public static SideFile of(Path path, List<String> columns) {
    return new SideFile(path, String.join(",", columns));
  }

  /**
   * Writes a file.
   *
   * @param header all columns
   */
  public static void write(SideFile file, List<String> header, Rows rows) throws IOException {
    file.write(
        temporary -> {
          try (BufferedWriter writer = Files.newBufferedWriter(temporary);
              CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            rows.printTo(printer);
          }
        });
  }
}
