package io.github.ann2snn.report.page;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.github.ann2snn.files.SideFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Numbers beside a page or a document, as CSV (RFC 4180). */
public final class CsvFile {
  private CsvFile() {}

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
   * @param rows their cells, of which null is an empty one
   */
  public static void write(SideFile file, List<String> header, Stream<? extends List<?>> rows)
      throws IOException {
    file.write(
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            write(out, header, rows);
          }
        });
  }

  /** Writes what a file would hold. */
  public static void write(OutputStream out, List<String> header, Stream<? extends List<?>> rows)
      throws IOException {
    CsvWriter writer = CsvWriter.builder().quoteStrategy(new Quotes()).build(out);
    try {
      writer.writeRecord(header);
      rows.forEachOrdered(
          row ->
              writer.writeRecord(row.stream().map(cell -> Objects.toString(cell, null)).toList()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  /**
   * Also quotes what other readers would take for something else: a record that begins with an
   * empty cell, cells that begin with a control character or one of space, !, " and #, or that end
   * with a space.
   */
  private static final class Quotes implements QuoteStrategy {
    @Override
    public boolean quoteEmpty(int line, int column) {
      return column == 0;
    }

    @Override
    public boolean quoteValue(int line, int column, String text) {
      return text.charAt(0) <= '#' || text.charAt(text.length() - 1) <= ' ';
    }
  }
}
