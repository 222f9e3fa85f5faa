package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import io.github.ann2snn.spark.stored.RowSource;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Rows of Parquet files that are being read. */
public final class OpenParquet implements RowSource.OpenRows {
  private final ParquetRows rows;
  private final Configuration hadoop;
  private String name = "";
  private ParquetFileReader file;
  private ParquetGroup group;
  private ParquetWindow window;
  private long next;
  private float[] reals = new float[1024];

  OpenParquet(ParquetRows rows, Configuration hadoop) {
    this.rows = rows;
    this.hadoop = hadoop;
  }

  /** Opens the file that comes first, so that one that is not there is told at once. */
  void requireFile() throws IOException {
    open(rows.groups().get(0).file());
  }

  @Override
  public void read(int row, byte[] pixels) throws IOException {
    byte[] found = bytes(row);
    requireWidth(row, found.length, pixels.length);
    System.arraycopy(found, 0, pixels, 0, found.length);
  }

  @Override
  public void read(int row, float[] values) throws IOException {
    int found = reals(row);
    requireWidth(row, found, values.length);
    System.arraycopy(reals, 0, values, 0, found);
  }

  /** Number of inputs of a row. */
  int width(int row, boolean bytes) throws IOException {
    return bytes ? bytes(row).length : reals(row);
  }

  private byte[] bytes(int row) throws IOException {
    return ParquetFiles.reading(
        place(row),
        () -> {
          seek(row);
          if (!window.isPresent()) {
            throw new BadFileException(place(row) + ": the value is null");
          }
          byte[] found = window.values().getBinary().getBytes();
          window.consume();
          next++;
          return found;
        });
  }

  /** Fills {@link #reals}; returns their number. */
  private int reals(int row) throws IOException {
    return ParquetFiles.reading(
        place(row),
        () -> {
          seek(row);
          int count = 0;
          do {
            reals = count < reals.length ? reals : Arrays.copyOf(reals, 2 * count);
            reals[count] = real(row, count);
            count++;
          } while (!window.consume());
          next++;
          return count;
        });
  }

  private float real(int row, int input) throws BadFileException {
    if (!window.isPresent()) {
      throw new BadFileException(
          Text.of("%s: input %d is null, or the list is", place(row), input));
    }
    double value = window.real();
    if (!(value >= 0 && value <= 1)) {
      throw new BadFileException(
          Text.of(
              "%s: input %d is %s; allowed: 0 to 1, so scale the column first",
              place(row), input, value));
    }
    return (float) value;
  }

  private String place(int row) {
    return rows.group(row).place(row, rows.column());
  }

  private void requireWidth(int row, int found, int expected) throws BadFileException {
    if (found != expected) {
      throw new BadFileException(
          Text.of("%s: %d inputs; the first training sample has %d", place(row), found, expected));
    }
  }

  /** Puts the window before a row. */
  private void seek(int row) throws IOException {
    ParquetGroup wanted = rows.group(row);
    long inGroup = (long) row - wanted.first();
    boolean ahead = wanted.equals(group) && inGroup >= next && inGroup < window.end();
    if (!ahead) {
      group = null; // until the window is there
      open(wanted.file());
      window = ParquetWindow.of(file, rows.column(), wanted.index(), inGroup);
      next = window.first();
      group = wanted;
    }
    for (; next < inGroup; next++) {
      window.skipRow();
    }
  }

  private void open(String wanted) throws IOException {
    if (name.equals(wanted)) {
      return;
    }
    close();
    file = ParquetFiles.open(wanted, hadoop);
    name = wanted;
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
