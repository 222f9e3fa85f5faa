package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator.Running;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * A network while it runs step by step, told at each step what comes in. It does what {@link
 * EventDrivenSimulator} does, with the same layers and kernels, and so the same bits; {@link
 * io.github.ann2snn.runtime.stream} is the convenient way to it. Steps do not allocate memory once
 * the busiest of them has been seen. Not for several threads at once.
 */
public final class SteppedRun {
  private final SpikingNetwork network;
  private final int inputs;
  private final Running running;
  private final SpikeTrain input;
  private final SparseInput values;
  private final OutputTrace trace;
  private boolean driven;

  /**
   * @param running with room for one step
   */
  SteppedRun(SpikingNetwork network, Running running) {
    this.network = network;
    this.inputs = network.inputs();
    this.running = running;
    this.input = new SpikeTrain(inputs, 1);
    this.values = SparseInput.room(inputs + 1);
    this.trace = new OutputTrace(network.outputs(), 1);
    restart();
  }

  /** Sets all potentials to where they start. */
  public void restart() {
    running.start(0);
    driven = false;
  }

  /**
   * Runs a step in which inputs spike.
   *
   * @param inputs in ascending order, each once
   * @param count how many of them
   */
  public void step(int[] inputs, int count) {
    if (driven) {
      for (int p = 0; p < running.runs().size(); p++) {
        running.runs().get(p).rest();
      }
      driven = false;
    }
    input.clear();
    for (int k = 0; k < count; k++) {
      input.fire(inputs[k]);
    }
    input.endStep();
    advance(input);
  }

  /**
   * Runs a step in which each input injects a current, as a constant one does at every step.
   *
   * @param input one value per input
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void step(float[] input) {
    if (input.length != inputs) {
      network.checkInput(input);
    }
    values.take(input);
    for (int p = 0; p < running.runs().size(); p++) {
      running.arrivals().get(p).drive(values, running.runs().get(p));
    }
    driven = true;
    advance(null);
  }

  private void advance(SpikeTrain in) {
    running.clear();
    running.advance(in, trace, 0, 1);
  }

  /** {@return the number of layers that fire: all, but for the last one under membrane readout} */
  public int firingLayers() {
    return running.trains().size();
  }

  /**
   * {@return the spikes of a layer at the last step, as a train of one step that the next
   * overwrites}
   *
   * @param layer counted from 0, less than {@link #firingLayers()}
   */
  public SpikeTrain fired(int layer) {
    return running.trains().get(layer);
  }

  /**
   * Writes the potentials of the output layer after the last step.
   *
   * @param into has room for one per class
   */
  public void potentials(float[] into) {
    trace.copy(0, into);
  }
}
