package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
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

  /** The label of each row. */
  final ClassLabels.Tally labels = new ClassLabels.Tally();

  /** Places from which rows can be read, the beginning among them. */
  final List<CsvInputs.Mark> marks = new ArrayList<>();

  /** Lowest and highest values, where columns are scaled; else null. */
  ColumnScale.Measured measured;

  /** Number of lines that begin in the range. */
  long lines;

  /** The first thing that is wrong whatever else the file holds, or null. */
  CsvDefect defect;

  /** The first input above 1, as what it would be beside fractions, or null. */
  CsvDefect large;

  /** The first input that is no integer, as what it would be beside larger ones, or null. */
  CsvDefect fraction;

  private CsvScan() {}

  /**
   * What the first lines of a CSV file tell.
   *
   * @param header what its columns are
   * @param scaled whether columns are scaled, so that inputs may be any numbers
   * @param offset where the line of the first sample begins
   * @param linesBefore number of lines before that
   */
  record Start(CsvHeader header, boolean scaled, long offset, long linesBefore)
      implements Serializable {
    /**
     * Reads the first lines.
     *
     * @param format how lines are written
     * @param reading the label column the user asked for, and whether columns are scaled
     * @throws BadFileException if there are no samples, they are ragged, or the label column is
     *     none
     */
    static Start read(DataFiles files, String file, CsvFormat format, SampleReading reading)
        throws IOException {
      boolean scaled = reading.scaleColumns() || reading.network().columnScale().isPresent();
      try (CsvRows rows = new CsvRows(files.open(file, 0), 0, 0, -1, format)) {
        CsvRows.Row first = rows.next();
        BadFileException.when(first == null, "%s: the file is empty", file);
        CsvRows.Row second = rows.next();
        CsvHeader header =
            CsvHeader.of(
                file,
                format,
                first.cells(),
                second == null ? null : second.cells(),
                reading.labelColumn());
        CsvRows.Row sample = header.names().isEmpty() ? first : second;
        BadFileException.when(sample == null, "%s: the file has a header but no rows", file);
        return new Start(header, scaled, sample.offset(), sample.line() - 1);
      } catch (CsvDefect e) {
        throw e.in(file);
      }
    }
  }

  /**
   * A range of a file.
   *
   * @param file where it is
   * @param start what its first lines tell
   * @param from where the range begins
   * @param end behind the byte at which its last line may begin
   */
  public record Range(String file, Start start, long from, long end) implements Serializable {
    /** The ranges of a file of some size, of so many bytes each. */
    static List<Range> of(String file, Start start, long size, long bytes) {
      List<Range> ranges = new ArrayList<>();
      for (long from = start.offset(); from < size; from += bytes) {
        ranges.add(new Range(file, start, from, Math.min(size, from + bytes)));
      }
      return ranges;
    }

    /**
     * Looks through it.
     *
     * @throws IOException if it cannot be read
     */
    public CsvScan scan(DataFiles files) throws IOException {
      return scan(files, (input, value) -> {});
    }

    /** Likewise; the inputs are handed on as they are met, as long as no row is wrong. */
    CsvScan scan(DataFiles files, InputTaker inputs) throws IOException {
      // A line that begins at the range's first byte is known by the end of the one before it.
      boolean midway = from > start.offset();
      long first = midway ? from - 1 : from;
      try (CsvRows rows =
          new CsvRows(
              files.open(file, first),
              first,
              0,
              start.header().columns(),
              start.header().format())) {
        if (midway) {
          rows.skipLine();
        }
        CsvScan scan = new CsvScan();
        scan.measured = start.scaled() ? new ColumnScale.Measured(start.header().width()) : null;
        scan.marks.add(new CsvInputs.Mark(rows.offset(), 0, 0));
        boolean more = true;
        while (more) {
          try {
            CsvRows.Row row = rows.nextBefore(end);
            more = row != null;
            if (more) {
              scan.add(start.header(), row, inputs);
            }
          } catch (CsvDefect e) { // a row's bounds are known, whatever its cells hold
            scan.defect = scan.defect == null ? e : scan.defect;
            scan.labels.addUnreadable();
          }
        }
        scan.lines = rows.line();
        return scan;
      }
    }
  }

  /** Takes an input of a row. */
  @FunctionalInterface
  interface InputTaker {
    void accept(int input, double value);
  }

  private void add(CsvHeader header, CsvRows.Row row, InputTaker inputs) throws CsvDefect {
    if (row.offset() - marks.get(marks.size() - 1).offset() >= MARK_EVERY) {
      marks.add(new CsvInputs.Mark(row.offset(), row.line() - 1, labels.size()));
    }
    for (int column = 0, input = 0; column < header.columns(); column++) {
      if (column == header.labelColumn()) {
        header.label(row);
        continue;
      }
      double value = header.number(row, column);
      if (measured != null) {
        measured.add(input, value);
      } else {
        check(header, row, column, value);
      }
      inputs.accept(input++, value);
    }
    labels.add(header.label(row), row.line());
  }

  private void check(CsvHeader header, CsvRows.Row row, int column, double value) throws CsvDefect {
    boolean integer = value == (int) value;
    if (!(value >= 0 && value <= 255) || (value > 1 && !integer)) {
      throw header.outOfRange(row, column);
    }
    if (value > 1 && large == null) {
      large = header.outOfRange(row, column);
    } else if (!integer && fraction == null) {
      fraction = header.outOfRange(row, column);
    }
  }
}
