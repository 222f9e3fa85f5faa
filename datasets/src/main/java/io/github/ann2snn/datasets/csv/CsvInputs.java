package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.InputScale;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * The inputs of a CSV file's rows.
 *
 * @param file where it is
 * @param header what its columns are
 * @param scale what the numbers stand for
 * @param marks places from which rows can be read, in their order
 */
record CsvInputs(String file, CsvHeader header, InputScale scale, List<Mark> marks)
    implements RowSource {
  CsvInputs {
    marks = List.copyOf(marks);
  }

  /**
   * A place in a CSV file from which rows can be read.
   *
   * @param offset of the line that begins there
   * @param linesBefore number of lines before it
   * @param row which row comes next
   */
  record Mark(long offset, long linesBefore, int row) implements Serializable {}

  @Override
  public OpenRows open(DataFiles files) throws IOException {
    return new Open(this, files);
  }

  @Override
  public RowSource slice(int from, int to) {
    return new CsvInputs(file, header, scale, marks.subList(before(from), before(to - 1) + 1));
  }

  /** Index of the last mark that is not behind a row. */
  private int before(int row) {
    return RowSource.last(marks, mark -> mark.row() <= row);
  }

  private static final class Open implements OpenRows {
    private final CsvInputs inputs;
    private final DataFiles files;
    private CsvRows rows;
    private int next;

    Open(CsvInputs inputs, DataFiles files) throws IOException {
      this.inputs = inputs;
      this.files = files;
      open(inputs.marks.get(0));
    }

    private void open(Mark mark) throws IOException {
      rows =
          new CsvRows(
              files.open(inputs.file, mark.offset()),
              mark.offset(),
              mark.linesBefore(),
              inputs.header.columns(),
              inputs.header.format());
      next = mark.row();
    }

    @Override
    public void read(int row, float[] values) throws IOException {
      seek(row);
      next++;
      try {
        read(next(), values);
      } catch (CsvDefect e) {
        throw e.in(inputs.header.file());
      }
    }

    private void seek(int row) throws IOException {
      Mark mark = inputs.marks.get(inputs.before(row));
      if (row < next || mark.row() > next) {
        close();
        open(mark);
      }
      for (; next < row; next++) {
        try {
          next();
        } catch (CsvDefect e) {
          // Who asks for that row is told.
        }
      }
    }

    private CsvRows.Row next() throws CsvDefect, IOException {
      CsvRows.Row row = rows.next();
      if (row == null) {
        throw BadFileException.of(
            "%s: ends behind line %d; it was longer when its rows were counted",
            inputs.header.file(), rows.line());
      }
      return row;
    }

    private void read(CsvRows.Row row, float[] values) throws CsvDefect {
      CsvHeader header = inputs.header;
      header.label(row);
      for (int i = 0; i < values.length; i++) {
        double value = header.number(row, header.column(i));
        if (!inputs.scale.fits(value)) {
          throw header.outOfRange(row, header.column(i));
        }
        values[i] = inputs.scale.of(i, value);
      }
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
