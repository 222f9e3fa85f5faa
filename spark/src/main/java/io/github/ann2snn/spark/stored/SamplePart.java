package io.github.ann2snn.spark.stored;

import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** Samples that follow each other in their data set: the work of one task. */
public interface SamplePart extends Serializable {
  /** Index of the first sample in the data set. */
  int from();

  /** Index behind the last one. */
  int to();

  /** Index of the first sample of a part: parts differ by one sample at most. */
  static int bound(int part, int parts, int samples) {
    return (int) ((long) samples * part / parts);
  }

  /**
   * Opens the samples, to be read once, in their order, by one thread.
   *
   * @param hadoop how file systems are reached
   * @throws java.io.IOException if they are not there, or damaged
   */
  OpenSamples open(Configuration hadoop) throws java.io.IOException;

  /** Samples that must be closed; what fails while they are read is unchecked. */
  interface OpenSamples extends SampleSource, AutoCloseable {
    @Override
    default void close() throws java.io.IOException {}
  }
}
