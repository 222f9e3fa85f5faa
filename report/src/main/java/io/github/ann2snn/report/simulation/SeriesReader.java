package io.github.ann2snn.report.simulation;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a series of a simulation row by row: a header, then finite numbers. */
final class SeriesReader implements AutoCloseable {
  private static final int MOST_COLUMNS = 64;

  private final Path file;
  private final BufferedReader lines;
  private final List<String> header;
  private final double[] row;
  private long line = 1;

  /**
   * Opens a series.
   *
   * @param columns the names with which its header has to begin
   * @throws BadFileException if it is missing or has another header
   */
  SeriesReader(Path folder, SeriesFile series, String... columns) throws IOException {
    file = folder.resolve(series.fileName());
    try {
      lines = Files.newBufferedReader(file);
    } catch (NoSuchFileException e) {
      throw new BadFileException(
          file
              + ": no such file, though it belongs to the results.json beside it; make both again"
              + " with ann2snn simulate");
    }
    String first = nextLine();
    header = List.of((first == null ? "" : first).split(",", MOST_COLUMNS));
    List<String> expected = List.of(columns);
    if (header.size() < columns.length || !header.subList(0, columns.length).equals(expected)) {
      lines.close();
      throw damage(Text.of("the header is '%s', expected %s", first, String.join(",", columns)));
    }
    row = new double[header.size()];
  }

  /** The names of all columns. */
  List<String> header() {
    return header;
  }

  /**
   * Goes to the next row; false at the end.
   *
   * @throws BadFileException if it does not have a finite number in each column
   */
  boolean next() throws IOException {
    String text = nextLine();
    if (text == null) {
      return false;
    }
    line++;
    String[] cells = text.split(",", MOST_COLUMNS);
    if (cells.length != row.length) {
      throw damage(Text.of("%d values, expected %d", cells.length, row.length));
    }
    for (int i = 0; i < cells.length; i++) {
      row[i] = number(cells[i]);
    }
    return true;
  }

  /** A number of the row. */
  double at(int column) {
    return row[column];
  }

  /**
   * A number of the row that counts from 0.
   *
   * @throws BadFileException if it is not whole, or not below the limit
   */
  int index(int column, int limit) throws BadFileException {
    double value = row[column];
    if (value != Math.rint(value) || value < 0 || value >= limit) {
      throw damage(
          Text.of("%s is %s, expected 0 to %d", header.get(column), row[column], limit - 1));
    }
    return (int) value;
  }

  private double number(String text) throws BadFileException {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw damage(Text.of("'%s' is no finite number", text));
  }

  private String nextLine() throws IOException {
    try {
      return lines.readLine();
    } catch (CharacterCodingException | CharConversionException e) {
      throw damage("not UTF-8 text");
    }
  }

  private BadFileException damage(String what) {
    return new BadFileException(
        Text.of("%s, line %d: %s; make it again with ann2snn simulate", file, line, what));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
