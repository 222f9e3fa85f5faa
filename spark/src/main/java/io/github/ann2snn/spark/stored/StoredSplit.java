package io.github.ann2snn.spark.stored;

import io.github.ann2snn.runtime.cluster.StoredSplits.StoredSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Samples in files that executors reach, of any format; only labels are in memory. */
public final class StoredSplit implements StoredSamples {
  private final RowSource rows;
  private final int width;
  private final boolean bytes;
  private final byte[] labels;
  private final String identity;
  private final Configuration hadoop;
  private RowSource.OpenRows open;

  /**
   * @param rows reads the inputs
   * @param width inputs of a sample
   * @param bytes whether inputs are bytes, and not real numbers
   * @param labels class of each sample, as an unsigned byte
   * @param identity name, size and time of each file, and what else the inputs depend on
   */
  public StoredSplit(
      RowSource rows,
      int width,
      boolean bytes,
      byte[] labels,
      String identity,
      Configuration hadoop) {
    this.rows = rows;
    this.width = width;
    this.bytes = bytes;
    this.labels = labels;
    this.identity = identity;
    this.hadoop = hadoop;
  }

  /** Samples {@code from} to {@code to}, for an executor. */
  public StoredPart part(int from, int to) {
    byte[] some = Arrays.copyOfRange(labels, from, to);
    return new StoredPart(from, to, rows.slice(from, to), width, bytes, some);
  }

  /** What tells these files from others. */
  public String identity() {
    return identity;
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public boolean areBytes() {
    return bytes;
  }

  @Override
  public synchronized void read(int sample, byte[] pixels) {
    try {
      rows().read(sample, pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void read(int sample, float[] values) {
    try {
      rows().read(sample, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RowSource.OpenRows rows() throws IOException {
    if (open == null) {
      open = rows.open(hadoop);
    }
    return open;
  }

  @Override
  public synchronized void close() {
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
