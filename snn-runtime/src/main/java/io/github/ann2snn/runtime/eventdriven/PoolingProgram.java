package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.function.IntConsumer;

/**
 * Which windows of a pooling each input lies in, and what comes of the events of some steps. Pooled
 * events keep the order of the events that they come from: they are neither ascending nor
 * different, which sums of weights do not need.
 *
 * @param outputs number of pooled values
 * @param first those of input i are {@code targets[first[i] ... first[i + 1])}
 * @param targets pooled values
 */
record PoolingProgram(int outputs, int[] first, int[] targets) {
  static PoolingProgram of(Pooling pooling) {
    return of(pooling.input().size(), pooling.output().size(), pooling::forEachPooled);
  }

  /** Gives each input the pooled values that it goes into. */
  static PoolingProgram of(int inputs, int outputs, Paths paths) {
    int[] first = new int[inputs + 1];
    for (int i = 0; i < inputs; i++) {
      int[] next = {first[i]};
      paths.from(i, q -> next[0]++);
      first[i + 1] = next[0];
    }
    int[] targets = new int[first[inputs]];
    int[] next = new int[1];
    for (int i = 0; i < inputs; i++) {
      paths.from(i, q -> targets[next[0]++] = q);
    }
    return new PoolingProgram(outputs, first, targets);
  }

  /** Gives the pooled values of an input, in ascending order. */
  interface Paths {
    void from(int i, IntConsumer consumer);
  }

  /** Adds the pooled events of step {@code t} to a train, and ends its step. */
  void pool(SpikeTrain in, int t, SpikeTrain pooled) {
    int[] indices = in.indices();
    int begin = in.offsets()[t];
    int end = in.offsets()[t + 1];
    int count = 0;
    for (int k = begin; k < end; k++) {
      count += first[indices[k] + 1] - first[indices[k]];
    }
    int[] to = pooled.reserve(count);
    int next = pooled.end();
    for (int k = begin; k < end; k++) {
      for (int n = first[indices[k]]; n < first[indices[k] + 1]; n++) {
        to[next++] = targets[n];
      }
    }
    pooled.endStep(next);
  }

  /** The pooled values of an input, each as often as values go into it. */
  SparseInput pooled(SparseInput x) {
    SparseInput pooled = SparseInput.room(x.count());
    pool(x, pooled);
    return pooled;
  }

  /**
   * Likewise.
   *
   * @param pooled gets them instead of what it has
   */
  void pool(SparseInput x, SparseInput pooled) {
    pooled.clear();
    for (int k = 0; k < x.count(); k++) {
      int i = x.indices()[k];
      pooled.addAll(targets, first[i], first[i + 1], x.values()[k]);
    }
  }
}
