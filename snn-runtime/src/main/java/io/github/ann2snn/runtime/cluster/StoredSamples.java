package io.github.ann2snn.runtime.cluster;

/**
 * Samples that lie where a cluster can read them; only labels are in memory here. Their inputs are
 * either all bytes, 0 ... 255 standing for 0 ... 1, or all real numbers in [0, 1].
 */
public interface StoredSamples extends AutoCloseable {
  /** Class index of each sample, as an unsigned byte; not to be changed. */
  byte[] labels();

  /** Whether inputs are bytes. */
  boolean areBytes();

  /**
   * Reads the inputs of one sample that are bytes; samples one after another are cheap.
   *
   * @param pixels takes them, as many as the shape says
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  void read(int sample, byte[] pixels);

  /**
   * Reads the inputs of one sample that are real numbers; samples one after another are cheap.
   *
   * @param values takes them, as many as the shape says
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  void read(int sample, float[] values);

  @Override
  void close();
}
