package io.github.ann2snn.spark.stored;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * The images of an IDX file.
 *
 * @param file its URL
 * @param offset of the first pixel in the uncompressed file
 * @param width pixels of an image
 */
record IdxRows(String file, long offset, int width) implements RowSource {
  @Override
  public OpenRows open(Configuration hadoop) throws IOException {
    return new Open(this, IdxStream.open(file, hadoop));
  }

  @Override
  public RowSource slice(int from, int to) {
    return this;
  }

  private record Open(IdxRows rows, IdxStream stream) implements OpenRows {
    @Override
    public void read(int row, byte[] pixels) throws IOException {
      stream.read(rows.offset + (long) row * rows.width, pixels);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
