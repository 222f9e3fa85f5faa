package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.csv.CsvHeader;
import io.github.ann2snn.datasets.csv.CsvInputs;
import io.github.ann2snn.datasets.csv.CsvMark;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The rows of a CSV file.
 *
 * @param url of the file
 * @param header what its columns are
 * @param bytes whether inputs are integers 0 ... 255, and not in [0, 1]
 * @param marks places from which rows can be read, in their order
 */
record CsvRowSource(String url, CsvHeader header, boolean bytes, List<CsvMark> marks)
    implements RowSource {
  CsvRowSource {
    marks = List.copyOf(marks);
  }

  @Override
  public OpenRows open(Configuration hadoop) throws IOException {
    return new Open(this, hadoop);
  }

  @Override
  public RowSource slice(int from, int to) {
    int first = before(from);
    int last = before(to - 1);
    return new CsvRowSource(url, header, bytes, marks.subList(first, last + 1));
  }

  /** Index of the last mark that is not behind a row. */
  private int before(int row) {
    int low = 0;
    int high = marks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (marks.get(middle).row() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static final class Open implements OpenRows {
    private final CsvRowSource source;
    private final Configuration hadoop;
    private final double[] values;
    private CsvInputs inputs;
    private int next;

    Open(CsvRowSource source, Configuration hadoop) throws IOException {
      this.source = source;
      this.hadoop = hadoop;
      this.values = new double[source.header.width()];
      open(source.marks.get(0));
    }

    private void open(CsvMark mark) throws IOException {
      inputs =
          new CsvInputs(
              source.header,
              source.bytes,
              StoredFile.read(source.url, mark.offset(), hadoop),
              mark);
      next = mark.row();
    }

    private void seek(int row) throws IOException {
      CsvMark mark = source.marks.get(source.before(row));
      if (row < next || mark.row() > next) {
        close();
        open(mark);
      }
      for (; next < row; next++) {
        inputs.skip();
      }
    }

    private void read(int row) throws IOException {
      seek(row);
      next++;
      inputs.next(values);
    }

    @Override
    public void read(int row, byte[] pixels) throws IOException {
      read(row);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (int) values[i];
      }
    }

    @Override
    public void read(int row, float[] target) throws IOException {
      read(row);
      for (int i = 0; i < target.length; i++) {
        target[i] = (float) values[i];
      }
    }

    @Override
    public void close() throws IOException {
      inputs.close();
    }
  }
}
