package io.github.ann2snn.ann.forward;

import java.util.List;

/** Receives what nodes give, samples by samples; each thread has one of its own. */
@FunctionalInterface
public interface ActivationListener {
  /**
   * The values of a node for some samples. Chunks of samples come in any order, the nodes of a
   * chunk each after those that it was computed from.
   *
   * @param node its number
   * @param rows number of samples
   * @param values {@code rows x shape.values()} and possibly more behind, row-major, channels
   *     first; valid until the call returns, and not to be changed
   */
  void activations(int node, int rows, float[] values);

  /**
   * All values of a chunk were given. Chunks are done one at a time, in the order of the samples,
   * whatever the number of threads: what is added up here does not depend on it.
   *
   * @param from index of the first sample
   * @param inputs the samples, as their source gives them; valid until the call returns
   */
  default void done(int from, List<float[]> inputs) {}
}
