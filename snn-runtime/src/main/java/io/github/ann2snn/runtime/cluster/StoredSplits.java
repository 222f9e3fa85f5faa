package io.github.ann2snn.runtime.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A data set that a cluster reads from where it lies.
 *
 * @param shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} for a table
 * @param classNames one name per class index
 * @param train training samples
 * @param test test samples, of the same shape and with no other classes
 */
public record StoredSplits(
    List<Integer> shape, List<String> classNames, StoredSamples train, StoredSamples test)
    implements AutoCloseable {
  public StoredSplits {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
  }

  @Override
  public void close() {
    train.close();
    test.close();
  }

  /**
   * Where a data set lies that a cluster reads itself, and how it is read.
   *
   * @param format {@code idx}, {@code csv}, {@code images} or {@code parquet}
   * @param folder where its files lie, with a scheme: {@code hdfs://host/folder}
   * @param labelColumn the column of a table that holds labels; empty: found by its name
   * @param featureColumn the column of a Parquet file that holds inputs; empty: the only other one
   * @param skipCorrupt whether test samples that cannot be read are to be left out, so that opening
   *     must not fail because of them
   */
  public record StoredLocation(
      String format,
      String folder,
      Optional<String> labelColumn,
      Optional<String> featureColumn,
      boolean skipCorrupt) {}

  /** Samples that lie where a cluster can read them; only labels are in memory here. */
  public interface StoredSamples extends AutoCloseable {
    /** Class index of each sample, as an unsigned byte; not to be changed. */
    byte[] labels();

    /** Whether inputs are bytes, 0 ... 255 standing for 0 ... 1, and not real numbers. */
    boolean areBytes();

    /**
     * Reads the inputs of one sample; samples one after another are cheap.
     *
     * @param values takes them, as many as the shape says, each in [0, 1]
     * @throws java.io.UncheckedIOException if they cannot be read
     */
    void read(int sample, float[] values);

    @Override
    void close();
  }
}
