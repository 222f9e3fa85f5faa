package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.bench.Schedule.Timings;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.eventdriven.RunMemory;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** All samples through a spiking network, ledger included. Counts what the last run did. */
final class TimedSimulation implements Task {
  private static final int LONGEST_CHAIN = 8;

  private final String kernel;
  final EventDrivenSimulator simulator;
  final int threads;
  final SampleSource samples;
  private final Evaluator evaluator;
  private OperationLedger ledger;

  /**
   * @param kernel {@code simd} or {@code scalar}
   */
  TimedSimulation(
      String kernel, EventDrivenSimulator simulator, int threads, SampleSource samples) {
    this.kernel = kernel;
    this.simulator = simulator;
    this.threads = threads;
    this.samples = samples;
    this.evaluator = new Evaluator(simulator, threads);
  }

  @Override
  public void run() throws InterruptedException {
    ledger = evaluator.evaluate(samples, n -> {}).ledger();
  }

  /**
   * Layer sizes, inputs first, such as {@code 784-512-256-10}; of long networks and of those with
   * branches, how many layers, neurons and connections.
   */
  static String architecture(SpikingNetwork network) {
    List<Population> layers = network.populations();
    boolean chain = layers.size() <= LONGEST_CHAIN;
    int connections = 0;
    for (int p = 0; p < layers.size(); p++) {
      List<Projection> projections = layers.get(p).projections();
      connections += projections.size();
      chain &= projections.size() == 1 && projections.get(0).source() == p - 1;
    }
    if (chain) {
      return network.inputs()
          + layers.stream().map(layer -> "-" + layer.size()).collect(Collectors.joining());
    }
    // Channels last, as people write architectures.
    List<Integer> shape = new ArrayList<>(network.inputShape());
    Collections.rotate(shape, -1);
    return Text.of(
        "%s in, %d layers of %,d neurons, %d connections, %d out",
        shape.stream().map(String::valueOf).collect(Collectors.joining("x")),
        layers.size(),
        layers.stream().mapToLong(Population::size).sum(),
        connections,
        network.outputs());
  }

  /** Operations of a kind in a run. */
  long count(Operation operation) {
    return ledger.layers().stream()
        .mapToLong(layer -> layer.count(operation, ledger.steps()))
        .sum();
  }

  /**
   * What came of it.
   *
   * @param timings of all runs
   * @param annForwardSeconds of the model's forward pass with as many threads
   */
  Run run(Timings timings, double annForwardSeconds, List<Bandwidth> bandwidths, List<Peak> peaks) {
    SpikingNetwork network = simulator.network();
    SimulationSettings settings = simulator.settings();
    int together = Math.min(SampleChunks.CHUNK, samples.size());
    // The simulator holds integer weights of any size in 16 bits.
    int weightBytes = network.arithmetic().isInteger() ? Short.BYTES : Float.BYTES;
    double seconds = timings.median();
    long synops = count(Operation.SYNAPTIC_OPERATION);
    double bytesPerSecond =
        ((double) synops * weightBytes + (double) count(Operation.ANALOG_MAC) * Float.BYTES)
            / seconds;
    Bandwidth l2 = BenchReport.bandwidth(bandwidths, Level.L2.title(), threads).orElseThrow();
    return new Run(
        settings.timesteps(),
        network.arithmetic().toString(),
        kernel,
        threads,
        seconds,
        seconds / annForwardSeconds,
        synops / seconds,
        samples.size() / seconds,
        seconds * 1e9 / ((double) samples.size() * settings.timesteps()),
        bytesPerSecond,
        bytesPerSecond / l2.bytesPerSecond(),
        new Roofline(bandwidths, peaks, threads).of(network, ledger, seconds),
        RunMemory.of(network, settings, together).total(),
        timings.seconds());
  }
}
