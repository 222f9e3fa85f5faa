package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of a CSV file, one after the other, without blank lines and all of one length. */
final class CsvRows implements AutoCloseable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * A row.
   *
   * @param line number of its line
   * @param offset where that begins in the file
   * @param cells its cells, without surrounding blanks
   */
  record Row(long line, long offset, List<String> cells) {}

  private final Lines lines;
  private final CsvFormat format;
  private long line;
  private int columns;

  /**
   * @param in what is read; closed with this
   * @param offset of its first byte in the file
   * @param linesBefore number of lines before it
   * @param columns number of cells of each row; -1: that of the first
   * @param format how lines are written
   */
  CsvRows(InputStream in, long offset, long linesBefore, int columns, CsvFormat format) {
    this.lines = new Lines(in, offset);
    this.format = format;
    this.line = linesBefore;
    this.columns = columns;
  }

  /** Leaves out what is left of a line, which is not counted. */
  void skipLine() throws IOException {
    lines.next();
  }

  /** Where the line that comes next begins in the file. */
  long offset() {
    return lines.offset();
  }

  /** The next row, or null at the end of the file. */
  Row next() throws CsvDefect, IOException {
    return nextBefore(Long.MAX_VALUE);
  }

  /**
   * The next row, or null if none begins before a place in the file.
   *
   * @throws CsvDefect if it is longer or shorter than those before, or a quote is left open; the
   *     rows behind it can still be read
   */
  Row nextBefore(long end) throws CsvDefect, IOException {
    while (lines.offset() < end) {
      long offset = lines.offset();
      String text = lines.next();
      if (text == null) {
        return null;
      }
      line++;
      boolean marked = offset == 0 && text.startsWith(BYTE_ORDER_MARK);
      List<String> cells = split(marked ? text.substring(1) : text);
      if (cells.size() > 1 || !cells.get(0).isEmpty()) {
        checkLength(cells.size());
        return new Row(line, offset, cells);
      }
    }
    return null;
  }

  /** Number of the line that was read last. */
  long line() {
    return line;
  }

  private List<String> split(String text) throws CsvDefect {
    try {
      return format.split(text);
    } catch (IOException e) {
      throw new CsvDefect(line, 0, ": " + e.getMessage());
    }
  }

  private void checkLength(int found) throws CsvDefect {
    if (columns >= 0 && columns != found) {
      throw new CsvDefect(
          line, 0, Text.of(" has %d columns; the lines before it have %d", found, columns));
    }
    columns = found;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The lines of a text in UTF-8, which end in LF, CR or both; and the bytes where they begin. */
  static final class Lines implements AutoCloseable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long begin;

    /**
     * @param in what is read; closed with this
     * @param offset of its first byte in the file
     */
    Lines(InputStream in, long offset) {
      this.in = in;
      this.begin = offset;
    }

    /** Where the line that {@link #next} would give begins in the file. */
    long offset() {
      return begin + at;
    }

    /** The next line without its end, or null if there is none. */
    String next() throws IOException {
      if (at == filled && !fill()) {
        return null;
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      do {
        int from = at;
        while (at < filled && buffer[at] != '\n' && buffer[at] != '\r') {
          at++;
        }
        line.write(buffer, from, at - from);
      } while (at == filled && fill());
      boolean mayBeTwo = at < filled && buffer[at] == '\r';
      at = Math.min(at + 1, filled);
      if (mayBeTwo && (at < filled || fill()) && buffer[at] == '\n') {
        at++;
      }
      return line.toString(StandardCharsets.UTF_8);
    }

    private boolean fill() throws IOException {
      begin += filled;
      at = 0;
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
      return filled > 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
