package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.io.InputStream;

/** The inputs of a CSV file's rows, one row after another. */
public final class CsvInputs implements AutoCloseable {
  private final CsvHeader header;
  private final CsvRows rows;
  private final boolean bytes;

  /**
   * @param bytes whether inputs are integers 0 ... 255, and not in [0, 1]
   * @param in the file from the mark on; closed with this
   * @param mark where it begins
   */
  public CsvInputs(CsvHeader header, boolean bytes, InputStream in, CsvMark mark) {
    this.header = header;
    this.bytes = bytes;
    this.rows = new CsvRows(new CsvLines(in, mark.offset()), mark.linesBefore(), header.columns());
  }

  /**
   * Reads the next row.
   *
   * @param values takes its inputs as they are written
   * @throws BadFileException naming the line, if the row is not what the table needs, or missing
   */
  public void next(double[] values) throws IOException {
    CsvCells cells = new CsvCells(header);
    try {
      CsvRows.Row row = row();
      cells.label(row);
      for (int i = 0; i < values.length; i++) {
        int column = i < header.labelColumn() ? i : i + 1;
        values[i] = cells.number(row, column);
        if (!fits(values[i])) {
          throw cells.outOfRange(row.line(), column, row.cells().get(column));
        }
      }
    } catch (CsvDefect e) {
      throw e.in(header.file());
    }
  }

  private boolean fits(double value) {
    return value >= 0 && (bytes ? value <= 255 && value == (int) value : value <= 1);
  }

  /** Leaves out the next row, whatever it holds. */
  public void skip() throws IOException {
    try {
      row();
    } catch (CsvDefect e) {
      // Who asks for that row is told.
    }
  }

  private CsvRows.Row row() throws CsvDefect, IOException {
    CsvRows.Row row = rows.next();
    if (row == null) {
      throw new BadFileException(
          Text.of(
              "%s: ends behind line %d; it was longer when its rows were counted",
              header.file(), rows.line()));
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
