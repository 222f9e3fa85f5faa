package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.Split;
import java.util.Arrays;

/**
 * The inputs of a table as they are read: bytes as long as all are integers 0 ... 255, and floats
 * from the first other value on, which then must all be in [0, 1].
 */
final class CsvFeatures {
  private byte[] bytes = new byte[1024];
  private float[] floats = {};
  private int size;
  private int max;
  private boolean fractional;

  /** Adds a value; returns false if it fits neither range together with those before. */
  boolean add(double value) {
    if (!(value >= 0 && value <= 255)) {
      return false;
    }
    if (!fractional && value == (int) value) {
      bytes = size < bytes.length ? bytes : Arrays.copyOf(bytes, larger());
      bytes[size++] = (byte) (int) value;
      max = Math.max(max, (int) value);
      return true;
    }
    if (value > 1 || max > 1) {
      return false;
    }
    if (!fractional) {
      floats = toFloats();
      bytes = new byte[0];
      fractional = true;
    }
    floats = size < floats.length ? floats : Arrays.copyOf(floats, larger());
    floats[size++] = (float) value;
    return true;
  }

  private int larger() {
    return Math.max(1024, Math.addExact(size, size / 2));
  }

  /** Whether some value is above 1, so that all stand for 0 ... 255. */
  boolean areBytes() {
    return max > 1;
  }

  /** Whether some value is no integer, so that all are in [0, 1]. */
  boolean areFractions() {
    return fractional;
  }

  /** The values as samples of {@code width} inputs, as bytes or as they are. */
  Split split(byte[] labels, int width, boolean asBytes) {
    return asBytes
        ? Split.ofBytes(Arrays.copyOf(bytes, size), labels, width)
        : Split.ofFloats(Arrays.copyOf(fractional ? floats : toFloats(), size), labels, width);
  }

  private float[] toFloats() {
    float[] converted = new float[Math.max(1024, size)];
    for (int i = 0; i < size; i++) {
      converted[i] = bytes[i];
    }
    return converted;
  }
}
