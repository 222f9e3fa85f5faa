package io.github.ann2snn.spark.stored;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * Where the inputs of a split lie, and how they are read: what the driver keeps, and what is sent
 * to executors. Rows are counted in the split.
 */
public interface RowSource extends Serializable {
  /**
   * Opens the files.
   *
   * @param hadoop how file systems are reached
   * @throws IOException if they are not there, or damaged
   */
  OpenRows open(Configuration hadoop) throws IOException;

  /** As much of this as is needed for rows {@code from} to {@code to}, counted as here. */
  RowSource slice(int from, int to);

  /** Rows that one thread reads; in ascending order that is cheap. One of the two reads works. */
  interface OpenRows extends Closeable {
    /**
     * Reads a row of bytes.
     *
     * @throws IOException naming file and place, if that fails
     */
    default void read(int row, byte[] pixels) throws IOException {
      throw new IllegalStateException("inputs are real numbers");
    }

    /**
     * Reads a row of real numbers in [0, 1].
     *
     * @throws IOException naming file and place, if that fails
     */
    default void read(int row, float[] values) throws IOException {
      throw new IllegalStateException("inputs are bytes");
    }
  }
}
