package io.github.ann2snn.spark.stored;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/**
 * A part of a split that executors read; its labels, a byte each, come with it.
 *
 * @param rows reads the inputs
 * @param width inputs of a sample
 * @param bytes whether inputs are bytes, and not real numbers
 * @param labels class of each sample, as an unsigned byte
 */
record StoredPart(int from, int to, RowSource rows, int width, boolean bytes, byte[] labels)
    implements SamplePart {
  @Override
  public OpenSamples open(Configuration hadoop) throws IOException {
    return new Stored(this, rows.open(hadoop), new byte[bytes ? width : 0]);
  }

  /** Rows are read as they are asked for, so that memory does not grow with the part. */
  private record Stored(StoredPart part, RowSource.OpenRows rows, byte[] pixels)
      implements OpenSamples {
    @Override
    public int size() {
      return part.to - part.from;
    }

    @Override
    public void read(int sample, float[] target) {
      try {
        if (!part.bytes) {
          rows.read(part.from + sample, target);
          return;
        }
        rows.read(part.from + sample, pixels);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      for (int i = 0; i < pixels.length; i++) {
        target[i] = (pixels[i] & 0xff) / 255f;
      }
    }

    @Override
    public int label(int sample) {
      return part.labels[sample] & 0xff;
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
