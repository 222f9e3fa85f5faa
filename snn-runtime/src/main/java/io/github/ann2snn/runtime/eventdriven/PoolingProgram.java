package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.eventdriven.LayerRun.AccumulatedCurrents;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Which pooled values each input goes into. Pooled events keep the order of the events that they
 * come from: they are neither ascending nor different, which sums of weights do not need.
 *
 * @param outputs number of pooled values
 * @param first those of input i are {@code targets[first[i] ... first[i + 1])}
 * @param targets pooled values
 */
record PoolingProgram(int outputs, int[] first, int[] targets) {
  static PoolingProgram of(Pooling pooling) {
    return of(pooling.input().size(), pooling.output().size(), pooling::forEachPooled);
  }

  /** The windows of a gate. */
  static PoolingProgram of(MaxGate gate) {
    return of(gate.input().size(), gate.output().size(), gate::forEachWindow);
  }

  private static PoolingProgram of(int inputs, int outputs, Paths paths) {
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
  private interface Paths {
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

  /** A layer whose inputs are pooled: what runs is the second part, told of pooled events. */
  static final class PoolingRun implements LayerRun {
    private final PoolingProgram pooling;
    private final LayerRun then;
    private final SpikeTrain pooled;
    private final SparseInput driven = SparseInput.room(0);

    PoolingRun(PoolingProgram pooling, LayerRun then, int timesteps) {
      this.pooling = pooling;
      this.then = then;
      this.pooled = new SpikeTrain(pooling.outputs(), timesteps);
    }

    @Override
    public void inject(List<SparseInput> inputs) {
      then.inject(inputs.stream().map(pooling::pooled).toList());
    }

    @Override
    public void drive(SparseInput input) {
      pooling.pool(input, driven);
      then.drive(driven);
    }

    @Override
    public void rewind() {
      pooled.clear();
      then.rewind();
    }

    @Override
    public AccumulatedCurrents accumulate() {
      return then.accumulate();
    }

    @Override
    public void start(int sample) {
      pooled.clear();
      then.start(sample);
    }

    @Override
    public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
      if (in == null) {
        then.advance(null, t0, steps, out, trace);
        return;
      }
      for (int t = t0; t < t0 + steps; t++) {
        pooling.pool(in, t, pooled);
      }
      then.advance(pooled, t0, steps, out, trace);
    }
  }
}
