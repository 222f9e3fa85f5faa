package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.simulation.SampleRun;

/**
 * Adds up something of the runs of samples, in an order that must not matter.
 *
 * @param <T> the class that implements it
 */
public interface RunTally<T extends RunTally<T>> {
  /**
   * Adds one sample.
   *
   * @param sample its index in its source
   * @param label its class
   * @param input its values, which the next sample may overwrite
   * @param run what it did; likewise
   */
  void add(int sample, int label, float[] input, SampleRun run);

  /** Adds the samples of another tally of the same kind. */
  void add(T other);
}
