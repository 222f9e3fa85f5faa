package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.eventdriven.LayerRun.AccumulatedCurrents;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;

/**
 * Max pooling laid out for events: whether a neuron leads must be known only where it fires.
 *
 * @param windows that each input lies in
 * @param members of each window, ascending
 */
record GateProgram(PoolingProgram windows, int[][] members) {
  static GateProgram of(MaxGate gate) {
    return new GateProgram(PoolingProgram.of(gate), gate.members());
  }

  /**
   * Adds what comes through at step {@code t} to a train, and ends its step.
   *
   * @param currents of the neurons that fire
   * @param step t among the steps that are advanced together
   */
  void pass(SpikeTrain in, int t, AccumulatedCurrents currents, int step, SpikeTrain passed) {
    int[] first = windows.first();
    int begin = passed.end();
    int next = begin;
    for (int k = in.offsets()[t]; k < in.offsets()[t + 1]; k++) {
      int i = in.indices()[k];
      int[] to = passed.reserve(next - begin + first[i + 1] - first[i]);
      for (int n = first[i]; n < first[i + 1]; n++) {
        int window = windows.targets()[n];
        if (leads(i, members[window], currents, step)) {
          to[next++] = window;
        }
      }
    }
    Arrays.sort(passed.indices(), begin, next);
    passed.endStep(next);
  }

  private static boolean leads(int i, int[] members, AccumulatedCurrents currents, int step) {
    float sum = currents.sum(step, i);
    for (int m : members) {
      float other = currents.sum(step, m);
      if (other > sum || (other == sum && m < i)) {
        return false;
      }
    }
    return true;
  }

  /** A layer that begins with max pooling: what runs is the rest, told of what comes through. */
  static final class GateRun implements LayerRun {
    private final GateProgram gate;
    private final AccumulatedCurrents currents;
    private final LayerRun then;
    private final SpikeTrain passed;

    /**
     * @param currents of the layer before
     */
    GateRun(GateProgram gate, AccumulatedCurrents currents, LayerRun then, int timesteps) {
      this.gate = gate;
      this.currents = currents;
      this.then = then;
      this.passed = new SpikeTrain(gate.members().length, timesteps);
    }

    /** What comes through. */
    SpikeTrain passed() {
      return passed;
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
    public void rewind() {
      passed.clear();
      then.rewind();
    }

    @Override
    public AccumulatedCurrents accumulate() {
      return then.accumulate();
    }

    @Override
    public void start(int sample) {
      passed.clear();
      then.start(sample);
    }

    @Override
    public void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace) {
      for (int step = 0; step < steps; step++) {
        gate.pass(in, t0 + step, currents, step, passed);
      }
      then.advance(passed, t0, steps, out, trace);
    }
  }
}
