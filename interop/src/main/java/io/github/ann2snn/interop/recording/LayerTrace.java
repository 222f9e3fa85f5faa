package io.github.ann2snn.interop.recording;

import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;

/** What a layer did, or the inputs: by sample, step and neuron. */
final class LayerTrace {
  private final String node;
  private final String name;
  private final int neurons;
  private final int place;
  private final float[][][] beforeReset;
  private final float[][][] potentials;
  private final List<SpikeTrain> spikes = new ArrayList<>();

  private LayerTrace(
      String node,
      String name,
      int place,
      int neurons,
      float[][][] beforeReset,
      float[][][] potentials) {
    this.node = node;
    this.name = name;
    this.place = place;
    this.neurons = neurons;
    this.beforeReset = beforeReset;
    this.potentials = potentials;
  }

  /** Inputs that spike. */
  static LayerTrace ofInputs(String name, int neurons) {
    return new LayerTrace(name, name, Projection.INPUT, neurons, null, null);
  }

  /**
   * A layer of neurons.
   *
   * @param node what the network's file calls it
   * @param place its index
   * @param sizes samples, steps, neurons
   */
  static LayerTrace of(String node, String name, int place, boolean fires, int[] sizes) {
    return new LayerTrace(
        node,
        name,
        place,
        sizes[2],
        fires ? new float[sizes[0]][sizes[1]][sizes[2]] : null,
        new float[sizes[0]][sizes[1]][sizes[2]]);
  }

  /** Keeps the spikes of the next sample. */
  void keep(SampleRun run) {
    if (place == Projection.INPUT) {
      spikes.add(run.input().orElseThrow());
    } else if (fires()) {
      spikes.add(run.layers().get(place));
    }
  }

  /** The node of the network's file, and of that of the recording. */
  String node() {
    return node;
  }

  String name() {
    return name;
  }

  int neurons() {
    return neurons;
  }

  boolean isInput() {
    return place == Projection.INPUT;
  }

  /** Whether it has spikes; an output layer that is read by its potentials has none. */
  boolean fires() {
    return isInput() || beforeReset != null;
  }

  /** Of each sample. */
  List<SpikeTrain> spikes() {
    return spikes;
  }

  /** What neurons compare with their threshold; only of neurons that fire. */
  float[][][] beforeReset() {
    return beforeReset;
  }

  /** At the end of a step; none of inputs. */
  float[][][] potentials() {
    return potentials;
  }
}
