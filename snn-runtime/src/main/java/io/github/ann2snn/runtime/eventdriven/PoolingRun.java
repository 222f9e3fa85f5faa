package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;

/** A layer whose inputs are pooled: what runs is the second part, told of pooled events. */
final class PoolingRun implements LayerRun {
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
