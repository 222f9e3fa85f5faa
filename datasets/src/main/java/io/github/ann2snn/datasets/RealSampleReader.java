package io.github.ann2snn.datasets;

/**
 * Reads samples of real numbers from where they lie, one by one; those in order should be cheap.
 */
@FunctionalInterface
public interface RealSampleReader {
  /**
   * Reads one sample; any thread may ask.
   *
   * @param values takes all its inputs, each in [0, 1]
   * @throws java.io.UncheckedIOException if that fails
   */
  void read(int sample, float[] values);
}
