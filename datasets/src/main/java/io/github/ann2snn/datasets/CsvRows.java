package io.github.ann2snn.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Writable;

/** The rows of a CSV file, one after the other, without blank lines and all of one length. */
final class CsvRows implements AutoCloseable {
  /**
   * A row.
   *
   * @param line number of its line in the file, from 1
   * @param cells its cells, without surrounding blanks
   */
  record Row(int line, List<String> cells) {}

  private final Path file;
  private final CSVRecordReader reader = new CSVRecordReader();
  private int line;
  private int columns = -1;

  /**
   * Opens {@code file}.
   *
   * @throws IOException if it cannot be read
   */
  CsvRows(Path file) throws IOException {
    this.file = file;
    try {
      reader.initialize(new FileSplit(file.toFile()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * The next row, or null at the end of the file.
   *
   * @throws DatasetException if it is longer or shorter than those before, or a quote is left open
   */
  Row next() throws DatasetException {
    while (reader.hasNext()) {
      List<String> cells = new ArrayList<>();
      line++;
      for (Writable cell : split()) {
        cells.add(cell.toString().strip());
      }
      if (line == 1 && cells.get(0).startsWith("\uFEFF")) {
        cells.set(0, cells.get(0).substring(1));
      }
      if (cells.size() > 1 || !cells.get(0).isEmpty()) {
        checkLength(cells.size());
        return new Row(line, cells);
      }
    }
    return null;
  }

  private List<Writable> split() throws DatasetException {
    try {
      return reader.next();
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DatasetException("%s: line %d: %s".formatted(file, line, cause.getMessage()), e);
    }
  }

  /**
   * The number that a cell holds.
   *
   * @throws NumberFormatException if it holds none; Java's own suffixes and hexadecimal are none
   */
  static double number(String cell) {
    char last = cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
    if ("dDfF".indexOf(last) >= 0 || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      throw new NumberFormatException(cell);
    }
    return Double.parseDouble(cell);
  }

  private void checkLength(int found) throws DatasetException {
    if (columns >= 0 && columns != found) {
      throw new DatasetException(
          "%s: line %d has %d columns; the lines before it have %d"
              .formatted(file, line, found, columns));
    }
    columns = found;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
