package io.github.ann2snn.datasets;

/** Reads samples of bytes from where they lie, one by one; those in order should be cheap. */
@FunctionalInterface
public interface SampleReader {
  /**
   * Reads one sample; any thread may ask.
   *
   * @param pixels takes all its inputs, 0 ... 255 standing for 0 ... 1
   * @throws java.io.UncheckedIOException if that fails
   */
  void read(int sample, byte[] pixels);
}
