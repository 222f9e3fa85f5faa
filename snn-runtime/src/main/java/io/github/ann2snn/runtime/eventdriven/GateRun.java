package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;

/** A layer that begins with max pooling: what runs is the rest, told of what comes through. */
final class GateRun implements LayerRun {
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
