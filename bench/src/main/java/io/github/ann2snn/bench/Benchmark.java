package io.github.ann2snn.bench;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.MacCount;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Forward;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.Schedule.Entry;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.bench.Schedule.Timings;
import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth.Level;
import io.github.ann2snn.runtime.bandwidth.MultiplyAddPeak;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Measures a spiking network, the model that it came from, and the machine, in one process. */
public final class Benchmark {
  private static final int WARM_UPS = 3;
  private static final int PLAIN_WARM_UPS = 1;
  private static final int PLAIN_EVERY = 3;

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final Split samples;
  private final BenchOptions options;
  private final AnnGraph model;
  private final Map<Integer, Task> forwards = new LinkedHashMap<>();
  private final List<Configuration> configurations = new ArrayList<>();

  /** The best that was measured so far. */
  private final Map<MemoryBandwidth, Double> bandwidths = new LinkedHashMap<>();

  private final Map<MultiplyAddPeak, Double> peaks = new LinkedHashMap<>();

  private final List<String> unmeasured = new ArrayList<>();
  private final Schedule schedule;

  /** One line of the table. */
  private record Configuration(String kernel, TimedSimulation simulation) {}

  /**
   * Prepares to measure.
   *
   * @param model the original network
   * @param network the spiking network
   * @param settings how it runs; the number of steps is left aside
   * @param samples what runs through both
   * @param options what to measure
   */
  public Benchmark(
      AnnGraph model,
      SpikingNetwork network,
      SimulationSettings settings,
      Split samples,
      BenchOptions options) {
    this.network = network;
    this.settings = settings;
    this.samples = samples;
    this.options = options;
    this.model = model.logits();
    ForwardPass pass = new ForwardPass(this.model);
    List<Entry> entries = new ArrayList<>();
    for (int threads : options.threads()) {
      Task forward = () -> forward(pass, threads);
      forwards.put(threads, forward);
      entries.add(new Entry(forward, WARM_UPS, 1));
    }
    for (SpikingNetwork each : arithmetics(network, unmeasured::add)) {
      configure(each, entries);
    }
    for (int threads : options.threads()) {
      MultiplyAddPeak peak = new MultiplyAddPeak(threads);
      entries.add(new Entry(best(peaks, peak, peak::operationsPerSecond), 1, 1));
      for (Level level : Level.values()) {
        MemoryBandwidth memory = new MemoryBandwidth(level, threads);
        entries.add(new Entry(best(bandwidths, memory, memory::bytesPerSecond), 1, 1));
      }
    }
    this.schedule = new Schedule(entries, options.repetitions(), options.warmUpSeconds());
  }

  /** All samples through the model, up to its logits. */
  private void forward(ForwardPass pass, int threads) throws InterruptedException {
    Set<Integer> logits = Set.of(model.nodes().size() - 1);
    pass.run(samples, threads, logits, done -> {}, () -> (node, rows, values) -> {});
  }

  /** A rate of the machine. */
  @FunctionalInterface
  private interface Rate {
    double perSecond() throws InterruptedException;
  }

  /** Measures a rate and keeps the best. */
  private static <K> Task best(Map<K, Double> rates, K what, Rate rate) {
    rates.put(what, 0.0);
    return () -> rates.merge(what, rate.perSecond(), Math::max);
  }

  /**
   * The network in every arithmetic that it is measured in: its own, and integers where it is in
   * single precision and they can stand for it.
   *
   * @param notices told which integers cannot, and why
   */
  static List<SpikingNetwork> arithmetics(SpikingNetwork network, Consumer<String> notices) {
    List<SpikingNetwork> networks = new ArrayList<>(List.of(network));
    if (!network.arithmetic().isInteger()) {
      for (Arithmetic arithmetic : List.of(Arithmetic.INT16, Arithmetic.INT8)) {
        try {
          networks.add(Quantizer.quantize(network, arithmetic));
        } catch (ConversionRefusedException e) {
          notices.accept(arithmetic + " is not measured: " + e.getMessage());
        }
      }
    }
    return networks;
  }

  private void configure(SpikingNetwork which, List<Entry> entries) {
    boolean hasSimd = EventDrivenSimulator.selectedKernel().startsWith("simd");
    for (int timesteps : options.timesteps()) {
      SimulationSettings chosen = settings.withTimesteps(timesteps);
      if (hasSimd) {
        configure("simd", new EventDrivenSimulator(which, chosen), WARM_UPS, 1, entries);
      }
      if (!hasSimd || options.measuresPlainLoops(timesteps)) {
        var simulator = EventDrivenSimulator.withScalarKernel(which, chosen);
        configure("scalar", simulator, PLAIN_WARM_UPS, PLAIN_EVERY, entries);
      }
    }
  }

  private void configure(
      String kernel, EventDrivenSimulator simulator, int warmUps, int every, List<Entry> entries) {
    for (int threads : options.threads()) {
      TimedSimulation simulation = new TimedSimulation(simulator, threads, samples);
      configurations.add(new Configuration(kernel, simulation));
      entries.add(new Entry(simulation, warmUps, every));
    }
  }

  /** How many steps {@link #measure} tells of. */
  public int steps() {
    return schedule.steps() + (options.scaling() ? scaling().steps() : 0);
  }

  /**
   * Runs everything.
   *
   * @param dataset name of the data set
   * @param environment versions and native libraries, by name
   * @param progress told how many more steps are done
   * @param notices told what is left out, and why
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public BenchReport measure(
      String dataset,
      Map<String, String> environment,
      IntConsumer progress,
      Consumer<String> notices)
      throws InterruptedException {
    unmeasured.forEach(notices);
    Map<Task, Timings> timings = schedule.measure(System::nanoTime, progress);
    List<Bandwidth> measured = new ArrayList<>();
    bandwidths.forEach(
        (memory, best) ->
            measured.add(
                new Bandwidth(
                    memory.level().title(), memory.level().bytes(), memory.threads(), best)));
    long macs = MacCount.dense(model);
    List<Forward> annForward = new ArrayList<>();
    forwards.forEach((threads, task) -> annForward.add(forward(threads, timings.get(task), macs)));
    Forward last = annForward.get(annForward.size() - 1);
    return new BenchReport(
        BenchReport.SCHEMA,
        dataset,
        samples.size(),
        TimedSimulation.architecture(network),
        settings.coding().toString(),
        settings.readout().toString(),
        EventDrivenSimulator.selectedKernel(),
        Runtime.getRuntime().availableProcessors(),
        options.repetitions(),
        MemoryBandwidth.loadBytes(),
        measured,
        last.seconds(),
        last.secondsByRepetition(),
        macs,
        annForward,
        configurations.stream()
            .map(one -> run(one, timings.get(one.simulation()), annForward, measured))
            .toList(),
        options.scaling() ? scaling().measure(progress, notices) : null,
        environment);
  }

  private Forward forward(int threads, Timings timings, long macs) {
    double operations = 2.0 * macs * samples.size() / timings.median();
    double peak = peaks.get(new MultiplyAddPeak(threads));
    return new Forward(
        threads,
        ForwardPass.selectedKernel(),
        timings.median(),
        operations,
        peak,
        operations / peak,
        timings.seconds());
  }

  private ScalingMeasurement scaling() {
    return new ScalingMeasurement(
        network, settings, samples, options.widths(), options.threads().last());
  }

  private static Run run(
      Configuration configuration,
      Timings timings,
      List<Forward> annForward,
      List<Bandwidth> measured) {
    TimedSimulation simulation = configuration.simulation();
    Arithmetic arithmetic = simulation.simulator.network().arithmetic();
    // The simulator holds integer weights of any size in 16 bits.
    int weightBytes = arithmetic.isInteger() ? Short.BYTES : Float.BYTES;
    double seconds = timings.median();
    double annForwardSeconds =
        annForward.stream()
            .filter(forward -> forward.threads() == simulation.threads)
            .findFirst()
            .orElseThrow()
            .seconds();
    Bandwidth l2 =
        BenchReport.bandwidth(measured, Level.L2.title(), simulation.threads).orElseThrow();
    double sampleSteps =
        (double) simulation.samples.size() * simulation.simulator.settings().timesteps();
    long synops = simulation.count(Operation.SYNAPTIC_OPERATION);
    double bytes =
        (double) synops * weightBytes
            + (double) simulation.count(Operation.ANALOG_MAC) * Float.BYTES;
    return new Run(
        simulation.simulator.settings().timesteps(),
        arithmetic.toString(),
        configuration.kernel(),
        simulation.threads,
        seconds,
        seconds / annForwardSeconds,
        synops / seconds,
        simulation.samples.size() / seconds,
        seconds * 1e9 / sampleSteps,
        bytes / seconds,
        bytes / seconds / l2.bytesPerSecond(),
        timings.seconds());
  }
}
