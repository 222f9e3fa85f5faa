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

/** Numbers beside a page or a document, as CSV (RFC 4180). */
public final class CsvFile {
  private CsvFile() {}

  /** Prints all rows. */
  @FunctionalInterface
  public interface Rows {
    void printTo(Printer printer) throws IOException;
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
    Printer printer = new Printer(writer);
    printer.printRecord(header);
    rows.printTo(printer);
    writer.flush();
  }

  /** Prints cells, in quotation marks where they must be, and lines that end as RFC 4180 wants. */
  public static final class Printer {
    private final Writer out;
    private boolean first = true;

    Printer(Writer out) {
      this.out = out;
    }

    /** Prints the next cell of a record; null is an empty one. */
    public void print(Object value) throws IOException {
      if (!first) {
        out.write(',');
      }
      String text = value == null ? "" : value.toString();
      boolean quoted = value != null && isQuoted(text, first);
      out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
      first = false;
    }

    /** Ends a record. */
    public void println() throws IOException {
      out.write("\r\n");
      first = true;
    }

    /** Prints a record. */
    public void printRecord(List<?> cells) throws IOException {
      for (Object cell : cells) {
        print(cell);
      }
      println();
    }

    /**
     * Where RFC 4180 wants it, and where other readers would take a cell for something else: a
     * record that begins with an empty cell, cells that begin with a control character or one of
     * space, !, " and #, or that end with a space.
     */
    private static boolean isQuoted(String text, boolean first) {
      return text.isEmpty()
          ? first
          : text.charAt(0) <= '#'
              || text.charAt(text.length() - 1) <= ' '
              || text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
    }
  }
}
