package io.github.ann2snn.datasets;

import io.github.ann2snn.files.ContentDigest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The inputs of all samples of a split, every value in [0, 1]; one row per sample. */
sealed interface Features {
  /** Copies row {@code sample} to {@code target[offset ...]}. */
  void read(int sample, int width, float[] target, int offset);

  /** Feeds row {@code sample} to {@code digest}, as {@link ContentDigest} defines it. */
  void addTo(MessageDigest digest, int sample, int width);

  /** Pixels as bytes: value 0 ... 255 means 0 ... 1. */
  record Bytes(byte[] values) implements Features {
    @Override
    public void read(int sample, int width, float[] target, int offset) {
      RowSource.ofBytes(values, Math.multiplyExact(sample, width), target, offset, width);
    }

    @Override
    public void addTo(MessageDigest digest, int sample, int width) {
      digest.update(values, Math.multiplyExact(sample, width), width);
    }
  }

  /** Real numbers that do not fit a byte. */
  record Floats(float[] values) implements Features {
    @Override
    public void read(int sample, int width, float[] target, int offset) {
      System.arraycopy(values, Math.multiplyExact(sample, width), target, offset, width);
    }

    @Override
    public void addTo(MessageDigest digest, int sample, int width) {
      ByteBuffer row = ByteBuffer.allocate(Float.BYTES * width);
      row.asFloatBuffer().put(values, Math.multiplyExact(sample, width), width);
      digest.update(row);
    }
  }

  /**
   * Values that are not in memory.
   *
   * @param bytes whether they are bytes, and not real numbers
   */
  record Elsewhere(SampleReader reader, boolean bytes) implements Features {
    @Override
    public void read(int sample, int width, float[] target, int offset) {
      if (offset == 0 && target.length == width) {
        reader.read(sample, target);
        return;
      }
      System.arraycopy(row(sample, width), 0, target, offset, width);
    }

    @Override
    public void addTo(MessageDigest digest, int sample, int width) {
      float[] values = row(sample, width);
      if (!bytes) {
        new Floats(values).addTo(digest, 0, width);
        return;
      }
      for (float value : values) {
        digest.update((byte) Math.round(255 * value));
      }
    }

    private float[] row(int sample, int width) {
      float[] values = new float[width];
      reader.read(sample, values);
      return values;
    }
  }

  /** Reads samples from where they lie, one by one; those in order should be cheap. */
  @FunctionalInterface
  interface SampleReader {
    /**
     * Reads one sample; any thread may ask.
     *
     * @param values takes all its inputs, each in [0, 1]
     * @throws java.io.UncheckedIOException if that fails
     */
    void read(int sample, float[] values);
  }
}
