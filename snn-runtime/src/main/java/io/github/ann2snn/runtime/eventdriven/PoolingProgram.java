package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.eventdriven.LayerRun.AccumulatedCurrents;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;
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

  /**
   * Max pooling.
   *
   * @param windows that each input lies in
   * @param members of each window, ascending
   */
  record Gate(PoolingProgram windows, int[][] members) {
    static Gate of(MaxGate gate) {
      PoolingProgram windows =
          PoolingProgram.of(gate.input().size(), gate.output().size(), gate::forEachWindow);
      return new Gate(windows, gate.members());
    }
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

  /** A layer whose inputs are pooled: what runs is the rest, told of what the pooling makes. */
  private abstract static class WindowRun implements LayerRun {
    final PoolingProgram windows;
    final LayerRun then;
    final SpikeTrain made;

    WindowRun(PoolingProgram windows, LayerRun then, int timesteps) {
      this.windows = windows;
      this.then = then;
      this.made = new SpikeTrain(windows.outputs(), timesteps);
    }

    @Override
    public void rewind() {
      made.clear();
      then.rewind();
    }

    @Override
    public AccumulatedCurrents accumulate() {
      return then.accumulate();
    }

    @Override
    public void start(int sample) {
      made.clear();
      then.start(sample);
    }
  }

  /** Sums or averages. */
  static final class PoolingRun extends WindowRun {
    private final SparseInput driven = SparseInput.room(0);

    PoolingRun(PoolingProgram windows, LayerRun then, int timesteps) {
      super(windows, then, timesteps);
    }

    @Override
    public void inject(List<SparseInput> inputs) {
      then.inject(inputs.stream().map(windows::pooled).toList());
    }

    @Override
    public void drive(SparseInput input) {
      windows.pool(input, driven);
      then.drive(driven);
    }

    @Override
    public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
      if (in == null) {
        then.advance(null, t0, steps, out, trace);
        return;
      }
      for (int t = t0; t < t0 + steps; t++) {
        windows.pool(in, t, made);
      }
      then.advance(made, t0, steps, out, trace);
    }
  }

  /** Max pooling: whether a neuron leads must be known only where it fires. */
  static final class GateRun extends WindowRun {
    private final int[][] members;
    private final AccumulatedCurrents currents;

    /**
     * @param currents of the layer before
     */
    GateRun(Gate gate, AccumulatedCurrents currents, LayerRun then, int timesteps) {
      super(gate.windows, then, timesteps);
      this.members = gate.members;
      this.currents = currents;
    }

    /** What comes through. */
    SpikeTrain passed() {
      return made;
    }

    @Override
    public void inject(List<SparseInput> inputs) {
      throw new IllegalStateException("max pooling of the inputs");
    }

    @Override
    public void drive(SparseInput input) {
      throw new IllegalStateException("max pooling of the inputs");
    }

    @Override
    public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
      for (int step = 0; step < steps; step++) {
        pass(in, t0 + step, step);
      }
      then.advance(made, t0, steps, out, trace);
    }

    /**
     * Adds what comes through at step {@code t}, and ends its step.
     *
     * @param step t among the steps that are advanced together
     */
    private void pass(SpikeTrain in, int t, int step) {
      int[] first = windows.first();
      int begin = made.end();
      int next = begin;
      for (int k = in.offsets()[t]; k < in.offsets()[t + 1]; k++) {
        int i = in.indices()[k];
        int[] to = made.reserve(next - begin + first[i + 1] - first[i]);
        for (int n = first[i]; n < first[i + 1]; n++) {
          int window = windows.targets()[n];
          if (leads(i, members[window], step)) {
            to[next++] = window;
          }
        }
      }
      Arrays.sort(made.indices(), begin, next);
      made.endStep(next);
    }

    private boolean leads(int i, int[] others, int step) {
      float sum = currents.sum(step, i);
      for (int m : others) {
        float other = currents.sum(step, m);
        if (other > sum || (other == sum && m < i)) {
          return false;
        }
      }
      return true;
    }
  }
}
