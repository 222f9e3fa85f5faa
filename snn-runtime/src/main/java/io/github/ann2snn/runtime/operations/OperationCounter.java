package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.MaxGate;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;

/** Adds up the operations of samples, one after another; no spike train is kept. */
public final class OperationCounter {
  private final SpikingNetwork network;
  private final List<FanOut> fanOuts;
  private final boolean outputFires;
  private final long[] inputSpikes;
  private final long[] analogMacs;
  private final long[][] synapticOperations;
  private final long[][] spikes;
  private long samples;
  private long steps;

  /** A counter at zero. */
  public OperationCounter(SpikingNetwork network, SimulationSettings settings) {
    int layers = network.layers().size();
    this.network = network;
    this.fanOuts = network.layers().stream().map(layer -> FanOut.of(layer.connection())).toList();
    this.outputFires = settings.readout() == Readout.SPIKES;
    this.inputSpikes = new long[settings.timesteps()];
    this.analogMacs = new long[layers];
    this.synapticOperations = new long[layers][settings.timesteps()];
    this.spikes = new long[layers][settings.timesteps()];
  }

  /** Adds one sample: its input and what it did. */
  public void add(float[] input, SampleRun run) {
    add(input, run, run.timesteps());
  }

  /** Adds what one sample did in the first {@code timesteps} steps of its run. */
  public void add(float[] input, SampleRun run, int timesteps) {
    samples++;
    steps += timesteps;
    if (run.input().isPresent()) {
      countSpikes(run.input().get(), timesteps, inputSpikes);
      countArrivals(0, run.input().get(), timesteps);
    } else {
      analogMacs[0] += fanOuts.get(0).products(input);
    }
    for (int l = 0; l < run.layers().size(); l++) {
      countSpikes(run.layers().get(l), timesteps, spikes[l]);
      if (l + 1 < network.layers().size()) {
        countArrivals(l + 1, run.arriving(l + 1), timesteps);
      }
    }
  }

  private static void countSpikes(SpikeTrain train, int timesteps, long[] byStep) {
    for (int t = 0; t < timesteps; t++) {
      byStep[t] += train.count(t);
    }
  }

  private void countArrivals(int layer, SpikeTrain train, int timesteps) {
    for (int t = 0; t < timesteps; t++) {
      synapticOperations[layer][t] += fanOuts.get(layer).arrivals(train, t);
    }
  }

  /** Adds all that {@code other} has counted, for the same network and settings. */
  public void add(OperationCounter other) {
    samples += other.samples;
    steps += other.steps;
    addTo(inputSpikes, other.inputSpikes);
    addTo(analogMacs, other.analogMacs);
    for (int l = 0; l < spikes.length; l++) {
      addTo(synapticOperations[l], other.synapticOperations[l]);
      addTo(spikes[l], other.spikes[l]);
    }
  }

  private static void addTo(long[] sum, long[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  /** What was counted so far. */
  public OperationLedger ledger() {
    List<LayerLedger> layers = new ArrayList<>();
    for (int l = 0; l < spikes.length; l++) {
      Layer layer = network.layers().get(l);
      layers.add(
          new LayerLedger(
              layer.name(),
              layer.neurons().neurons(),
              outputFires || l < spikes.length - 1,
              layer.gate().map(gate -> (long) gate.input().size()).orElse(0L),
              layer.gate().map(MaxGate::comparisons).orElse(0L),
              analogMacs[l],
              synapticOperations[l].clone(),
              spikes[l].clone()));
    }
    return new OperationLedger(samples, steps, inputSpikes.clone(), layers);
  }
}
