package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds up the operations of samples, one after another; no spike train is kept. */
public final class OperationCounter {
  /** The fan-outs of a layer's inputs: over all paths, and over those whose weight is not zero. */
  private record Paths(FanOut all, FanOut effective, boolean allEffective) {
    static Paths of(Connection connection, boolean signed) {
      FanOut all = FanOut.of(connection, signed);
      return FanOut.hasZero(connection)
          ? new Paths(all, FanOut.effective(connection, signed), false)
          : new Paths(all, all, true);
    }

    static List<List<Paths>> arriving(SpikingNetwork network) {
      return network.populations().stream()
          .map(
              p ->
                  p.projections().stream()
                      .map(from -> of(from.connection(), network.isSigned(from.source())))
                      .toList())
          .toList();
    }

    static List<Optional<Paths>> recurrent(SpikingNetwork network) {
      return network.populations().stream()
          .map(p -> p.recurrent().map(connection -> of(connection, p.isSigned())))
          .toList();
    }
  }

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final List<List<Paths>> paths;
  private final List<Optional<Paths>> recurrent;
  private final long[] inputSpikes;
  private final long[][] analogMacs;
  private final long[] effectiveMacs;
  private final long[][] synapticOperations;
  private final long[][] inputOperations;
  private final long[][] effectiveOperations;
  private final long[][] spikes;

  private final long[][] negativeSpikes;

  /** For sums over the spikes of a train. */
  private int[] room = {};

  private long samples;
  private long steps;

  /** A counter at zero. */
  public OperationCounter(SpikingNetwork network, SimulationSettings settings) {
    this(network, settings, Paths.arriving(network), Paths.recurrent(network));
  }

  private OperationCounter(
      SpikingNetwork network,
      SimulationSettings settings,
      List<List<Paths>> paths,
      List<Optional<Paths>> recurrent) {
    int layers = network.populations().size();
    this.network = network;
    this.settings = settings;
    this.paths = paths;
    this.recurrent = recurrent;
    this.inputSpikes = new long[settings.timesteps()];
    this.analogMacs = new long[layers][settings.timesteps()];
    this.effectiveMacs = new long[layers];
    this.synapticOperations = new long[layers][settings.timesteps()];
    this.inputOperations = new long[layers][settings.timesteps()];
    this.effectiveOperations = new long[layers][settings.timesteps()];
    this.spikes = new long[layers][settings.timesteps()];
    this.negativeSpikes = new long[layers][settings.timesteps()];
  }

  /** Another counter at zero for the same network and settings. */
  public OperationCounter empty() {
    return new OperationCounter(network, settings, paths, recurrent);
  }

  /** Number of steps of a full run. */
  public int timesteps() {
    return inputSpikes.length;
  }

  /** Adds one sample: its input and what it did. */
  public void add(float[] input, SampleRun run) {
    add(input, run, run.timesteps());
  }

  /** Adds what one sample did in the first {@code timesteps} steps of its run. */
  public void add(float[] input, SampleRun run, int timesteps) {
    samples++;
    steps += timesteps;
    run.input().ifPresent(train -> train.addCounts(timesteps, inputSpikes));
    for (int p = 0; p < spikes.length; p++) {
      List<Projection> projections = network.populations().get(p).projections();
      for (int k = 0; k < projections.size(); k++) {
        int source = projections.get(k).source();
        if (source == Projection.INPUT && run.input().isEmpty()) {
          countProducts(p, paths.get(p).get(k), input, timesteps);
        } else {
          SpikeTrain train = run.arriving(new Passage(p, k), source);
          boolean inputs = source == Projection.INPUT;
          countArrivals(p, paths.get(p).get(k), train, 0, timesteps, inputs);
        }
      }
      if (p < run.layers().size()) {
        run.layers().get(p).addCounts(timesteps, spikes[p]);
        run.layers().get(p).addNegativeCounts(timesteps, negativeSpikes[p]);
        if (recurrent.get(p).isPresent()) {
          countArrivals(p, recurrent.get(p).get(), run.layers().get(p), 1, timesteps, false);
        }
      }
    }
  }

  private void countProducts(int population, Paths arriving, float[] input, int timesteps) {
    long products = arriving.all().products(input);
    for (int t = 0; t < timesteps; t++) {
      analogMacs[population][t] += products;
    }
    effectiveMacs[population] +=
        arriving.allEffective() ? products : arriving.effective().products(input);
  }

  /**
   * Counts the spikes of a train.
   *
   * @param delay steps until they arrive
   */
  private void countArrivals(
      int population, Paths arriving, SpikeTrain train, int delay, int timesteps, boolean inputs) {
    int steps = timesteps - delay;
    if (room.length <= train.count()) {
      room = new int[train.count() + train.count() / 2 + 1];
    }
    long[] all = arriving.all().arrivals(train, steps, room);
    long[] effective =
        arriving.allEffective() ? all : arriving.effective().arrivals(train, steps, room);
    for (int t = 0; t < steps; t++) {
      synapticOperations[population][delay + t] += all[t];
      inputOperations[population][delay + t] += inputs ? all[t] : 0;
      effectiveOperations[population][delay + t] += effective[t];
    }
  }

  /** Adds all that {@code other} has counted, for the same network and settings. */
  public void add(OperationCounter other) {
    samples += other.samples;
    steps += other.steps;
    addTo(inputSpikes, other.inputSpikes);
    addTo(effectiveMacs, other.effectiveMacs);
    for (int l = 0; l < spikes.length; l++) {
      addTo(analogMacs[l], other.analogMacs[l]);
      addTo(synapticOperations[l], other.synapticOperations[l]);
      addTo(inputOperations[l], other.inputOperations[l]);
      addTo(effectiveOperations[l], other.effectiveOperations[l]);
      addTo(spikes[l], other.spikes[l]);
      addTo(negativeSpikes[l], other.negativeSpikes[l]);
    }
  }

  /** Adds counts to others, one by one. */
  public static void addTo(long[] sum, long[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  /** What was counted so far. */
  public OperationLedger ledger() {
    boolean outputFires = settings.readout() == Readout.SPIKES;
    List<LayerLedger> layers = new ArrayList<>();
    Set<Integer> gated = new HashSet<>();
    for (int p = 0; p < spikes.length; p++) {
      Population population = network.populations().get(p);
      long gateInputs = 0;
      for (Projection projection : population.projections()) {
        // Currents are added up once, whoever else takes maxima of them.
        if (projection.gate().isPresent() && gated.add(projection.source())) {
          gateInputs += projection.inputs();
        }
      }
      layers.add(
          new LayerLedger(
              population.name(),
              population.size(),
              outputFires || p < spikes.length - 1,
              true,
              population.neurons().decayingStates(),
              gateInputs,
              population.gates().stream().mapToLong(MaxGate::comparisons).sum(),
              analogMacs[p].clone(),
              effectiveMacs[p],
              synapticOperations[p].clone(),
              inputOperations[p].clone(),
              effectiveOperations[p].clone(),
              spikes[p].clone(),
              negativeSpikes[p].clone(),
              population.isSigned()));
    }
    return new OperationLedger(samples, steps, inputSpikes.clone(), layers);
  }
}
