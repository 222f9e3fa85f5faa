package io.github.ann2snn.report.page;

import io.github.ann2snn.files.SideFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
          try (OutputStream out = Files.newOutputStream(temporary)) {
            write(out, header, rows);
          }
        });
  }

  /** Writes what a file would hold. */
  public static void write(OutputStream out, List<String> header, Rows rows) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
    printer.printRecord(header);
    rows.printTo(printer);
    printer.flush();
  }
}
