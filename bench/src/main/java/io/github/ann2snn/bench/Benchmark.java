package io.github.ann2snn.bench;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.MacCount;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Forward;
import io.github.ann2snn.bench.BenchReport.Memory;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.Schedule.Entry;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.bench.Schedule.Timings;
import io.github.ann2snn.bench.Sizing.Costs;
import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import io.github.ann2snn.runtime.bandwidth.MemoryBandwidth;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Measures a spiking network, the model that it came from, and the machine, in one process. */
public final class Benchmark {
  static final int WARM_UPS = 3;
  static final int PLAIN_WARM_UPS = 1;
  static final int PLAIN_EVERY = 3;

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final BenchOptions options;
  private final AnnGraph model;
  private final ForwardPass pass;
  private final Split testSamples;

  /** Those that are measured. */
  private final Split samples;

  private final boolean plainLoops;
  private final Machine machine;
  private final Map<Integer, Task> forwards = new LinkedHashMap<>();
  private final List<TimedSimulation> simulations = new ArrayList<>();
  private final List<SingleSamples> singles = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Schedule schedule;

  /**
   * Prepares to measure; finds out how long a sample takes, where nobody says how many to measure.
   *
   * @param model the original network
   * @param network the spiking network
   * @param settings how it runs; the number of steps is left aside
   * @param testSamples what runs through both, or a part of them
   * @param options what to measure
   * @throws InterruptedException if the calling thread is interrupted
   * @throws ConversionRefusedException if integers cannot stand for the network, and nothing else
   *     is to be measured
   */
  public Benchmark(
      AnnGraph model,
      SpikingNetwork network,
      SimulationSettings settings,
      Split testSamples,
      BenchOptions options)
      throws InterruptedException, ConversionRefusedException {
    this.network = network;
    this.settings = settings;
    this.testSamples = testSamples;
    this.options = options;
    this.model = model.logits();
    this.pass = new ForwardPass(this.model);
    List<SpikingNetwork> networks = arithmetics(network, options.arithmetics(), notices::add);
    Sizing sizing = size(networks);
    sizing.notice().ifPresent(notices::add);
    this.samples = testSamples.slice(0, sizing.samples());
    this.plainLoops = sizing.plainLoops();
    List<Entry> entries = new ArrayList<>();
    for (int threads : options.threads()) {
      Task forward = () -> forward(samples, threads);
      forwards.put(threads, forward);
      entries.add(new Entry(forward, WARM_UPS, 1));
    }
    for (SpikingNetwork each : networks) {
      configure(each, entries);
    }
    this.machine = new Machine(options.threads());
    entries.addAll(machine.entries());
    this.schedule = new Schedule(entries, options.repetitions(), options.warmUpSeconds());
  }

  /** The loops that this process uses: {@code simd} or {@code scalar}. */
  static String kernel() {
    return EventDrivenSimulator.selectedKernel().startsWith("simd") ? "simd" : "scalar";
  }

  /** What is left out, and why. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Samples through the model, up to its logits. */
  private void forward(Split some, int threads) throws InterruptedException {
    Set<Integer> logits = Set.of(model.nodes().size() - 1);
    pass.run(some, threads, logits, done -> {}, () -> (node, rows, values) -> {});
  }

  private Sizing size(List<SpikingNetwork> networks) throws InterruptedException {
    int available = testSamples.size();
    if (options.samples().isPresent()) {
      return Sizing.asked(options, available);
    }
    var simulator =
        new EventDrivenSimulator(network, settings.withTimesteps(options.timesteps().last()));
    Evaluator evaluator = new Evaluator(simulator, 1);
    Costs costs =
        new Costs(
            Costs.probe(available, n -> evaluator.evaluate(testSamples.slice(0, n), done -> {})),
            Costs.probe(available, n -> forward(testSamples.slice(0, n), 1)),
            networks.size());
    boolean beside = options.plainLoops() && kernel().equals("simd");
    return Sizing.of(costs, options, beside, available);
  }

  /**
   * The network in every arithmetic that it is measured in: its own, and where it is in single
   * precision those of some that can stand for it.
   *
   * @param wanted for a network in single precision
   * @param notices told which integers cannot, and why
   * @throws ConversionRefusedException if none can
   */
  static List<SpikingNetwork> arithmetics(
      SpikingNetwork network, List<Arithmetic> wanted, Consumer<String> notices)
      throws ConversionRefusedException {
    if (network.arithmetic().isInteger()) {
      return List.of(network);
    }
    List<SpikingNetwork> networks = new ArrayList<>();
    Optional<ConversionRefusedException> refused = Optional.empty();
    for (Arithmetic arithmetic : wanted) {
      try {
        networks.add(arithmetic.isInteger() ? Quantizer.quantize(network, arithmetic) : network);
      } catch (ConversionRefusedException e) {
        refused = Optional.of(e);
        notices.accept(arithmetic + " is not measured: " + e.getMessage());
      }
    }
    if (networks.isEmpty() && refused.isPresent()) {
      throw refused.get();
    }
    return networks;
  }

  private void configure(SpikingNetwork which, List<Entry> entries) {
    for (int timesteps : options.timesteps()) {
      SimulationSettings chosen = settings.withTimesteps(timesteps);
      var simulator = new EventDrivenSimulator(which, chosen);
      String kernel = kernel();
      boolean plain = kernel.equals("scalar");
      configure(
          kernel, simulator, plain ? PLAIN_WARM_UPS : WARM_UPS, plain ? PLAIN_EVERY : 1, entries);
      SingleSamples single = new SingleSamples(simulator.spread(options.threads().last()), samples);
      singles.add(single);
      entries.add(new Entry(single, WARM_UPS, 1));
      if (!plain && plainLoops && options.measuresPlainLoops(timesteps)) {
        var scalar = EventDrivenSimulator.withScalarKernel(which, chosen);
        configure("scalar", scalar, PLAIN_WARM_UPS, PLAIN_EVERY, entries);
      }
    }
  }

  private void configure(
      String loops, EventDrivenSimulator simulator, int warmUps, int every, List<Entry> entries) {
    for (int threads : options.threads()) {
      TimedSimulation simulation = new TimedSimulation(loops, simulator, threads, samples);
      simulations.add(simulation);
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
   * @param leftOut told what else is left out, and why
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public BenchReport measure(
      String dataset,
      Map<String, String> environment,
      IntConsumer progress,
      Consumer<String> leftOut)
      throws InterruptedException {
    Map<Task, Timings> timings = schedule.measure(System::nanoTime, progress);
    long macs = MacCount.dense(model);
    List<Bandwidth> bandwidths = machine.bandwidths();
    List<Peak> peaks = machine.peaks();
    List<Forward> annForward = new ArrayList<>();
    forwards.forEach(
        (threads, task) -> annForward.add(forward(threads, timings.get(task), macs, peaks)));
    Forward last = annForward.get(annForward.size() - 1);
    List<Run> runs = new ArrayList<>();
    for (TimedSimulation one : simulations) {
      Task forward = forwards.get(one.threads);
      runs.add(one.run(timings.get(one), timings.get(forward).median(), bandwidths, peaks));
    }
    Memory memory = ProcessMemory.peak();
    return new BenchReport(
        BenchReport.SCHEMA,
        dataset,
        samples.size(),
        testSamples.size(),
        TimedSimulation.architecture(network),
        settings.coding().toString(),
        settings.readout().toString(),
        EventDrivenSimulator.selectedKernel(),
        Runtime.getRuntime().availableProcessors(),
        options.repetitions(),
        MemoryBandwidth.loadBytes(),
        bandwidths,
        peaks,
        last.seconds(),
        last.secondsByRepetition(),
        macs,
        annForward,
        runs,
        singles.stream().map(single -> single.latency(kernel())).toList(),
        memory,
        options.scaling() ? scaling().measure(progress, leftOut) : null,
        environment);
  }

  private Forward forward(int threads, Timings timings, long macs, List<Peak> peaks) {
    double operations = 2.0 * macs * samples.size() / timings.median();
    double peak = BenchReport.peak(peaks, Work.MULTIPLY_ADD, threads);
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
}
