package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;
import java.util.Optional;

/**
 * A network while it runs step by step, told at each step what comes in. It does what {@link
 * EventDrivenSimulator} does, with the same layers and kernels, and so the same bits; {@link
 * io.github.ann2snn.runtime.stream} is the convenient way to it. Steps do not allocate memory once
 * the busiest of them has been seen. Not for several threads at once.
 */
public final class SteppedRun {
  private final SpikingNetwork network;
  private final int inputs;
  private final List<LayerRun> layers;
  private final List<SpikeTrain> trains;
  private final Optional<SpikeTrain> input;
  private final SparseInput values;
  private final OutputTrace trace;
  private boolean driven;

  /**
   * @param trains of the layers that fire, with room for one step
   */
  SteppedRun(SpikingNetwork network, List<LayerRun> layers, List<SpikeTrain> trains) {
    this.network = network;
    this.inputs = network.inputs();
    this.layers = layers;
    this.trains = trains;
    this.input = Optional.of(new SpikeTrain(inputs, 1));
    this.values = SparseInput.room(inputs + 1);
    this.trace = new OutputTrace(network.outputs(), 1);
    restart();
  }

  /** Sets all potentials to where they start. */
  public void restart() {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).start(0);
    }
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
      values.clear();
      layers.get(0).drive(values);
      driven = false;
    }
    SpikeTrain spikes = input.get();
    spikes.clear();
    for (int k = 0; k < count; k++) {
      spikes.fire(inputs[k]);
    }
    spikes.endStep();
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
    layers.get(0).drive(values);
    driven = true;
    advance(Optional.empty());
  }

  private void advance(Optional<SpikeTrain> in) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).rewind();
    }
    for (int l = 0; l < trains.size(); l++) {
      trains.get(l).clear();
    }
    EventDrivenSimulator.simulate(layers, in, trains, trace, 0, 1);
  }

  /** Number of layers that fire: all, but for the last one under membrane readout. */
  public int firingLayers() {
    return trains.size();
  }

  /** The spikes of a layer at the last step, as a train of one step that the next overwrites. */
  public SpikeTrain fired(int layer) {
    return trains.get(layer);
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
