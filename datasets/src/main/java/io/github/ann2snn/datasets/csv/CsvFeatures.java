package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.Split;
import java.util.Arrays;

/**
 * The inputs of a table as they are read: bytes as long as all are integers 0 ... 255, and floats
 * from the first other value on.
 */
final class CsvFeatures {
  private byte[] bytes = new byte[1024];
  private float[] floats;
  private int size;

  /** Adds a value, which is an integer 0 ... 255 or in [0, 1]. */
  void add(double value) {
    if (floats == null && value != (int) value) {
      floats = toFloats(larger());
      bytes = null;
    }
    if (floats == null) {
      bytes = size < bytes.length ? bytes : Arrays.copyOf(bytes, larger());
      bytes[size++] = (byte) (int) value;
    } else {
      floats = size < floats.length ? floats : Arrays.copyOf(floats, larger());
      floats[size++] = (float) value;
    }
  }

  private int larger() {
    return Math.max(1024, Math.addExact(size, size / 2));
  }

  /** The values as samples of {@code width} inputs, as bytes or as they are. */
  Split split(byte[] labels, int width, boolean asBytes) {
    if (asBytes) {
      return Split.ofBytes(Arrays.copyOf(bytes, size), labels, width);
    }
    float[] values = floats == null ? toFloats(size) : Arrays.copyOf(floats, size);
    return Split.ofFloats(values, labels, width);
  }

  private float[] toFloats(int length) {
    float[] converted = new float[length];
    for (int i = 0; i < size; i++) {
      converted[i] = bytes[i] & 0xff;
    }
    return converted;
  }
}
