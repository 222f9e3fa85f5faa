package io.github.ann2snn.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/**
 * A part of an IDX file that executors read; its labels, a byte each, come with it.
 *
 * @param images URL of the file
 * @param offset of its first sample's pixels in the uncompressed file
 * @param width pixels of a sample
 * @param labels class of each sample, as an unsigned byte
 */
record StoredPart(int from, int to, String images, long offset, int width, byte[] labels)
    implements SamplePart {
  @Override
  public OpenSamples open(Configuration hadoop) throws IOException {
    IdxStream stream = IdxStream.open(images, hadoop);
    return new Stored(this, stream, new byte[width]);
  }

  /** Pixels are read as they are asked for, so that memory does not grow with the part. */
  private record Stored(StoredPart part, IdxStream stream, byte[] pixels) implements OpenSamples {
    @Override
    public int size() {
      return part.to - part.from;
    }

    @Override
    public void read(int sample, float[] target) {
      try {
        stream.read(part.offset + (long) sample * part.width, pixels);
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
      stream.close();
    }
  }
}
