package io.github.ann2snn.runtime.cluster;

import java.util.List;

/** Samples of bytes that lie where a cluster can read them; only labels are in memory here. */
public interface StoredSamples extends AutoCloseable {
  /** Shape of one sample, channels first. */
  List<Integer> shape();

  /** Class index of each sample, as an unsigned byte; not to be changed. */
  byte[] labels();

  /**
   * Reads the pixels of one sample; samples one after another are cheap.
   *
   * @param pixels takes them, as many as the shape says
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  void read(int sample, byte[] pixels);

  @Override
  void close();
}
