package io.github.ann2snn.datasets.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a range of a CSV file's bytes holds: all rows whose lines begin in it. Lines are counted
 * from the range's first, which is 1, since nobody knows yet how many there are before.
 */
public final class CsvScan implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final long MARK_EVERY = 256 << 10;

  private final LabelTally labels = new LabelTally();
  private final List<CsvMark> marks = new ArrayList<>();
  private long lines;
  private Finding defect;
  private Finding large;
  private Finding fraction;

  /**
   * A cell, or a line, that matters to the whole file.
   *
   * @param line number of its line in the range
   * @param column its column, or 0 for a line as a whole
   * @param text the cell, or what is wrong with the line
   */
  record Finding(long line, int column, String text) implements Serializable {}

  private CsvScan(long begin) {
    marks.add(new CsvMark(begin, 0, 0));
  }

  /**
   * Looks through a range.
   *
   * @param header what the columns are
   * @param in the file from {@code from} on; closed
   * @param from where the range's first line begins, or where the line before it is read from
   * @param midway whether that is so, since nobody knows where the first line begins
   * @param end behind the byte at which the last line may begin
   * @throws IOException if it cannot be read
   */
  public static CsvScan of(CsvHeader header, InputStream in, long from, boolean midway, long end)
      throws IOException {
    CsvCells cells = new CsvCells(header);
    try (CsvLines lines = new CsvLines(in, from)) {
      if (midway) {
        lines.next();
      }
      CsvScan scan = new CsvScan(lines.offset());
      CsvRows rows = new CsvRows(lines, 0, header.columns());
      boolean more = true;
      while (more) {
        try {
          CsvRows.Row row = rows.nextBefore(end);
          more = row != null;
          if (more) {
            scan.mark(row.offset(), row.line() - 1);
            scan.add(cells, row);
          }
        } catch (CsvDefect e) {
          scan.add(e);
        }
      }
      scan.lines = rows.line();
      return scan;
    }
  }

  /** A row's bounds are known, whatever its cells hold. */
  private void add(CsvDefect e) {
    if (defect == null) {
      defect = new Finding(e.line(), e.column(), e.reason());
    }
    labels.addUnreadable();
  }

  private void mark(long offset, long linesBefore) {
    if (offset - marks.get(marks.size() - 1).offset() >= MARK_EVERY) {
      marks.add(new CsvMark(offset, linesBefore, labels.size()));
    }
  }

  private void add(CsvCells cells, CsvRows.Row row) throws CsvDefect {
    int labelColumn = cells.header().labelColumn();
    for (int i = 0; i < row.cells().size(); i++) {
      if (i == labelColumn) {
        cells.label(row);
      } else {
        addInput(cells, row, i);
      }
    }
    labels.add(cells.label(row), row.line());
  }

  private void addInput(CsvCells cells, CsvRows.Row row, int column) throws CsvDefect {
    double value = cells.number(row, column);
    String cell = row.cells().get(column);
    boolean integer = value == (int) value;
    if (!(value >= 0 && value <= 255) || (value > 1 && !integer)) {
      throw cells.outOfRange(row.line(), column, cell);
    }
    if (value > 1 && large == null) {
      large = new Finding(row.line(), column, cell);
    } else if (!integer && fraction == null) {
      fraction = new Finding(row.line(), column, cell);
    }
  }

  /** The label of each row. */
  public LabelTally labels() {
    return labels;
  }

  /** Places from which rows can be read, the beginning among them. */
  List<CsvMark> marks() {
    return marks;
  }

  /** Number of lines that begin in the range. */
  long lines() {
    return lines;
  }

  /** The first thing that is wrong whatever else the file holds, or null. */
  Finding defect() {
    return defect;
  }

  /** The first input above 1, or null. */
  Finding large() {
    return large;
  }

  /** The first input that is no integer, or null. */
  Finding fraction() {
    return fraction;
  }
}
