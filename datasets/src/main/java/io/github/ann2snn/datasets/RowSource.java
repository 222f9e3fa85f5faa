package io.github.ann2snn.datasets;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the inputs of samples lie, and how they are read: what is kept instead of them, and sent to
 * whoever reads them.
 */
public interface RowSource extends Serializable {
  /** What bytes stand for; looking it up is cheaper than a division. */
  float[] FRACTIONS = fractions();

  private static float[] fractions() {
    float[] fractions = new float[256];
    for (int value = 0; value < fractions.length; value++) {
      fractions[value] = value / 255f;
    }
    return fractions;
  }

  /**
   * Opens the files.
   *
   * @throws IOException if they are not there, or damaged
   */
  OpenRows open(DataFiles files) throws IOException;

  /** As much of this as is needed for rows {@code from} to {@code to}, counted as here. */
  default RowSource slice(int from, int to) {
    return this;
  }

  /** Rows that one thread reads; in ascending order that is cheap. */
  interface OpenRows extends Closeable {
    /**
     * Reads a row.
     *
     * @param values takes its inputs, each in [0, 1]
     * @throws IOException naming file and place, if that fails
     */
    void read(int row, float[] values) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** Fills {@code values} with bytes from a place on, 0 ... 255 standing for 0 ... 1. */
  static void ofBytes(byte[] bytes, int from, float[] values) {
    ofBytes(bytes, from, values, 0, values.length);
  }

  /** Likewise some of {@code values}. */
  static void ofBytes(byte[] bytes, int from, float[] values, int offset, int count) {
    for (int i = 0; i < count; i++) {
      values[offset + i] = FRACTIONS[bytes[from + i] & 0xff];
    }
  }

  /** Index of the last element that comes before a row, as the first does and then some more. */
  static <T> int last(List<T> ascending, Predicate<T> before) {
    int low = 0;
    int high = ascending.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before.test(ascending.get(middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
