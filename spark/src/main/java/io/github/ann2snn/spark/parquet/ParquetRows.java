package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * The inputs in the row groups of one or more Parquet files.
 *
 * @param groups in the order of their rows, without gaps
 */
record ParquetRows(List<ParquetGroup> groups, ParquetColumns columns) implements RowSource {
  ParquetRows {
    groups = List.copyOf(groups);
  }

  @Override
  public OpenParquet open(DataFiles files) throws IOException {
    OpenParquet rows = new OpenParquet(this, files);
    rows.open(groups.get(0).file()); // one that is not there is told at once
    return rows;
  }

  @Override
  public RowSource slice(int from, int to) {
    List<ParquetGroup> some =
        groups.stream().filter(group -> group.end() > from && group.first() < to).toList();
    return new ParquetRows(some, columns);
  }

  private ParquetGroup group(int row) {
    return groups.get(RowSource.last(groups, group -> group.first() <= row));
  }

  private String place(int row) {
    return group(row).place(row, columns.feature());
  }

  /** Rows that are being read. */
  static final class OpenParquet implements OpenRows {
    private final ParquetRows rows;
    private final DataFiles files;
    private String name = "";
    private ParquetFileReader file;
    private ParquetGroup group;
    private ParquetWindow window;
    private long next;
    private float[] inputs = new float[1024];

    private OpenParquet(ParquetRows rows, DataFiles files) {
      this.rows = rows;
      this.files = files;
    }

    @Override
    public void read(int row, float[] values) throws IOException {
      int found = read(row);
      if (found != values.length) {
        throw BadFileException.of(
            "%s: %d inputs; the first training sample has %d",
            rows.place(row), found, values.length);
      }
      System.arraycopy(inputs, 0, values, 0, found);
    }

    /** Reads a row of any number of inputs, which it returns. */
    int read(int row) throws IOException {
      return ParquetFiles.reading(
          rows.place(row),
          () -> {
            seek(row);
            int count = rows.columns.bytes() ? bytes(row) : reals(row);
            next++;
            return count;
          });
    }

    private int bytes(int row) throws BadFileException {
      if (!window.isPresent()) {
        throw new BadFileException(rows.place(row) + ": the value is null");
      }
      byte[] found = window.values().getBinary().getBytes();
      window.consume();
      inputs = found.length == inputs.length ? inputs : new float[found.length];
      RowSource.ofBytes(found, 0, inputs);
      return found.length;
    }

    private int reals(int row) throws BadFileException {
      int count = 0;
      do {
        inputs = count < inputs.length ? inputs : Arrays.copyOf(inputs, 2 * count);
        inputs[count] = real(row, count);
        count++;
      } while (!window.consume());
      return count;
    }

    private float real(int row, int input) throws BadFileException {
      if (!window.isPresent()) {
        throw BadFileException.of("%s: input %d is null, or the list is", rows.place(row), input);
      }
      double value = window.real();
      if (!(value >= 0 && value <= 1)) {
        throw BadFileException.of(
            "%s: input %d is %s; allowed: 0 to 1, so scale the column first",
            rows.place(row), input, value);
      }
      return (float) value;
    }

    /** Puts the window before a row. */
    private void seek(int row) throws IOException {
      ParquetGroup wanted = rows.group(row);
      long inGroup = (long) row - wanted.first();
      boolean ahead = wanted.equals(group) && inGroup >= next && inGroup < window.end();
      if (!ahead) {
        group = null; // until the window is there
        open(wanted.file());
        window = ParquetWindow.of(file, rows.columns.feature(), wanted.index(), inGroup);
        next = window.first();
        group = wanted;
      }
      for (; next < inGroup; next++) {
        window.skipRow();
      }
    }

    private void open(String wanted) throws IOException {
      if (!name.equals(wanted)) {
        close();
        file = ParquetFiles.open(wanted, files);
        name = wanted;
      }
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
        file = null;
        name = "";
      }
    }
  }
}
