package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fast simulator. A feed-forward network without delays can run layer by layer, with time as
 * the inner loop: a constant input current is computed once per sample, over nonzero inputs; the
 * spikes of a layer are decoded to indices once; and a tile of weight columns stays in the cache
 * for all steps.
 */
public final class EventDrivenSimulator implements Simulator {
  /** Neurons run together: 784 rows of 128 single-precision columns are 400 KB, within an L2. */
  private static final int TILE = 128;

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final Kernel kernel;
  private final List<LayerProgram> program;

  /** Prepares a network to run. */
  public EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings) {
    this(network, settings, Kernels.selected().kernel());
  }

  EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings, Kernel kernel) {
    this.network = network;
    this.settings = settings;
    this.kernel = kernel;
    this.program =
        network.layers().stream().map(layer -> LayerProgram.of(layer, network.timestep())).toList();
  }

  @Override
  public SpikingNetwork network() {
    return network;
  }

  @Override
  public SimulationSettings settings() {
    return settings;
  }

  /** The name of the kernel that simulators use in this process, and why it was selected. */
  public static String selectedKernel() {
    Kernels selected = Kernels.selected();
    return selected.kernel().name() + ": " + selected.reason();
  }

  @Override
  public SampleRun run(float[] input, long sampleIndex) {
    network.checkInput(input);
    Optional<SpikeTrain> inputSpikes = InputEncoder.encode(input, settings, sampleIndex);
    Drive drive =
        inputSpikes.<Drive>map(Drive.Events::of).orElseGet(() -> Drive.Constant.of(input));
    boolean membrane = settings.readout() == Readout.MEMBRANE;
    OutputTrace trace = new OutputTrace(network.outputs(), settings.timesteps());
    List<SpikeTrain> trains = new ArrayList<>();
    for (LayerProgram layer : program) {
      boolean output = trains.size() == program.size() - 1;
      SpikeTrain train = new SpikeTrain(layer.neurons(), settings.timesteps());
      runLayer(layer, drive, train, !(output && membrane), output ? trace : null);
      trains.add(train);
      drive = output ? drive : Drive.Events.of(train);
    }
    SpikeTrain last = trains.get(trains.size() - 1);
    int[] predictions = membrane ? trace.byMembrane() : trace.bySpikes(last);
    return new SampleRun(
        inputSpikes,
        membrane ? trains.subList(0, trains.size() - 1) : trains,
        predictions,
        trace.last());
  }

  private void runLayer(
      LayerProgram layer, Drive drive, SpikeTrain train, boolean fires, OutputTrace trace) {
    for (int from = 0; from < layer.stride(); from += TILE) {
      int to = Math.min(from + TILE, layer.stride());
      kernel.run(layer, from, to, drive, train, fires, trace);
    }
  }
}
