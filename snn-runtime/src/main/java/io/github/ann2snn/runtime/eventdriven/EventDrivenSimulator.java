package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.ScalarKernel;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simd.Selected;
import io.github.ann2snn.runtime.simulation.Decisions;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.InputEncoder;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The fast simulator. A feed-forward network without delays can run layer by layer, with time as
 * the inner loop: a constant input current is computed once per sample, over nonzero inputs; a tile
 * of weights stays in the cache for all samples of a batch, or for all steps of a sample; and a
 * neuron's potential stays in a register for {@value Kernel#STEPS} steps.
 */
public final class EventDrivenSimulator implements Simulator {
  /** Steps between two looks at whether a sample stops early. */
  private static final int EXIT_STEPS = 8;

  /** Accumulated currents that are kept at once: 64 MB. */
  private static final int ACCUMULATED = 1 << 24;

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final Selected<Kernel> selected;
  private final List<Prepared> prepared;
  private final int stepsTogether;
  private final int threads;

  /** Room of batches that have run, for those that will. */
  private final Queue<Running> rooms = new ConcurrentLinkedQueue<>();

  /**
   * The populations of a network while they run.
   *
   * @param trains of those that fire
   * @param values room for those of the samples that are run together
   */
  record Running(
      List<PopulationRun> runs,
      List<Arrivals> arrivals,
      List<SpikeTrain> trains,
      List<SparseInput> values) {
    /** Injects the nonzero values of samples as constant currents. */
    void inject(List<float[]> inputs, Kernel kernel) {
      while (values.size() < inputs.size()) {
        values.add(SparseInput.room(0));
      }
      List<SparseInput> samples = values.subList(0, inputs.size());
      for (int sample = 0; sample < inputs.size(); sample++) {
        kernel.takeNonzero(inputs.get(sample), samples.get(sample));
      }
      for (int p = 0; p < runs.size(); p++) {
        arrivals.get(p).inject(samples, runs.get(p));
      }
    }

    /** Begins with a sample. */
    void start(int sample) {
      runs.forEach(run -> run.start(sample));
      clear();
    }

    /** Forgets all spikes, so that the next step is step 0 again. */
    void clear() {
      for (int p = 0; p < runs.size(); p++) {
        arrivals.get(p).start();
      }
      for (int p = 0; p < trains.size(); p++) {
        trains.get(p).clear();
      }
    }

    /** Runs steps {@code from ... to}, population by population. */
    void advance(SpikeTrain input, OutputTrace trace, int from, int to) {
      for (int p = 0; p < runs.size(); p++) {
        SpikeTrain[] in = arrivals.get(p).spikes(input, trains, from, to - from);
        SpikeTrain out = p < trains.size() ? trains.get(p) : null;
        runs.get(p).advance(in, from, to - from, out, p == runs.size() - 1 ? trace : null);
      }
    }
  }

  /**
   * Prepares a network to run as its file says: {@link SimulationSettings#of}.
   *
   * @param network to run, without recurrence
   * @throws IllegalArgumentException if it says more steps than can be run, or is recurrent
   */
  public EventDrivenSimulator(SpikingNetwork network) {
    this(network, SimulationSettings.of(network));
  }

  /**
   * Prepares a network to run.
   *
   * @param network to run, without recurrence
   * @param settings of the run
   * @throws IllegalArgumentException if it is recurrent; {@link Simulators} knows who runs it
   */
  public EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings) {
    this(network, settings, Kernels.selected());
  }

  /**
   * Prepares a network to run with other loops than those that were selected for this process.
   *
   * @param network to run
   * @param settings of the run
   * @param kernel the innermost loops
   * @throws IllegalArgumentException if the network is recurrent
   */
  public EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings, Kernel kernel) {
    this(network, settings, new Selected<>(kernel, "asked for"));
  }

  EventDrivenSimulator(
      SpikingNetwork network, SimulationSettings settings, Selected<Kernel> selected) {
    Refusal.when(
        network.isRecurrent(),
        "the event-driven simulator runs layer by layer with time as the inner loop, which a"
            + " recurrent network does not allow; use the reference simulator");
    this.network = network;
    this.settings = settings;
    this.selected = selected;
    this.prepared = new ArrayList<>();
    this.threads = 1;
    for (Population population : network.populations()) {
      List<Boolean> located =
          population.projections().stream()
              .map(projection -> Prepared.isLocated(network, population, projection))
              .toList();
      prepared.add(Prepared.of(network, population, located, settings, selected.kernel()));
    }
    this.stepsTogether = stepsTogether(network);
  }

  /** The same, with threads that share the work for a sample. */
  private EventDrivenSimulator(EventDrivenSimulator other, int threads) {
    this.network = other.network;
    this.settings = other.settings;
    this.selected = other.selected;
    this.prepared = other.prepared;
    this.stepsTogether = other.stepsTogether;
    this.threads = threads;
  }

  @Override
  public Simulator spread(int over) {
    return over > 1 ? new EventDrivenSimulator(this, over) : this;
  }

  /** Where max pooling follows, each neuron's accumulated current is kept for every step. */
  static int stepsTogether(SpikingNetwork network) {
    long kept = 1;
    for (int source : network.gated()) {
      kept += network.populations().get(source).size();
    }
    return (int) Math.max(1, Math.min(Kernel.STEPS, ACCUMULATED / kept));
  }

  /**
   * {@return a simulator with plain loops, whatever the JVM has}
   *
   * @param network to run
   * @param settings of the run
   * @throws IllegalArgumentException if the network is recurrent
   */
  public static EventDrivenSimulator withScalarKernel(
      SpikingNetwork network, SimulationSettings settings) {
    return new EventDrivenSimulator(network, settings, new ScalarKernel());
  }

  @Override
  public SpikingNetwork network() {
    return network;
  }

  @Override
  public SimulationSettings settings() {
    return settings;
  }

  /**
   * {@return the name of the kernel that simulators use in this process, and why it was selected}
   */
  public static String selectedKernel() {
    return told(Kernels.selected());
  }

  /** {@return the name of its kernel, and why it was selected} */
  String kernel() {
    return told(selected);
  }

  private static String told(Selected<Kernel> selected) {
    return selected.kernel().name() + ": " + selected.reason();
  }

  /** In room of its own, because what is returned is kept. */
  @Override
  public SampleRun run(float[] input, long sampleIndex) {
    network.checkInput(input);
    List<SampleRun> runs = new ArrayList<>(1);
    Running own = start(settings.timesteps());
    run(own, List.of(input), sampleIndex, Optional.empty(), runs::add);
    return runs.get(0);
  }

  @Override
  public void run(
      List<float[]> inputs, long firstSample, Optional<EarlyExit> exit, Consumer<SampleRun> sink) {
    inputs.forEach(network::checkInput);
    Running room = rooms.poll();
    Running running = room == null ? start(settings.timesteps()) : room;
    run(running, inputs, firstSample, exit, sink);
    rooms.add(running);
  }

  /** Runs samples in room that was made for as many steps. */
  void run(
      Running running,
      List<float[]> inputs,
      long firstSample,
      Optional<EarlyExit> exit,
      Consumer<SampleRun> sink) {
    List<SpikeTrain> trains = running.trains();
    if (settings.coding() == InputCoding.CURRENT) {
      running.inject(inputs, selected.kernel());
    }
    Map<Passage, SpikeTrain> gated = gated(running);
    OutputTrace trace = new OutputTrace(network.outputs(), settings.timesteps());
    Optional<SpikeTrain> outputSpikes =
        settings.readout() == Readout.SPIKES
            ? Optional.of(trains.get(trains.size() - 1))
            : Optional.empty();
    Decisions decisions = new Decisions(network, settings, trace, outputSpikes, exit);
    for (int sample = 0; sample < inputs.size(); sample++) {
      InputEncoder input = new InputEncoder(inputs.get(sample), settings, firstSample + sample);
      running.start(sample);
      decisions.clear();
      int chunk = Math.min(exit.isPresent() ? EXIT_STEPS : Kernel.STEPS, stepsTogether);
      for (int t = 0; !decisions.done(); t += chunk) {
        int end = Math.min(t + chunk, settings.timesteps());
        input.advance(end - t);
        running.advance(input.train().orElse(null), trace, t, end);
        decisions.readTo(end);
      }
      sink.accept(decisions.run(input.train(), trains, gated));
    }
  }

  /**
   * Begins a run whose steps its caller feeds one by one; many may go on at once, and share what
   * was prepared. The number of steps and the seed of the settings mean nothing to it. An integer
   * network takes values as current only where the settings say {@link InputCoding#CURRENT}.
   *
   * @return the network before its first step
   */
  public SteppedRun stepped() {
    return new SteppedRun(network, start(1));
  }

  /** Room for the populations while they run. */
  Running start(int timesteps) {
    Running running =
        new Running(new ArrayList<>(), new ArrayList<>(), trains(timesteps), new ArrayList<>());
    Scratch scratch = new Scratch(threads);
    for (Prepared population : prepared) {
      Arrivals arrivals = new Arrivals(population.ways(), running.runs(), timesteps);
      running.arrivals().add(arrivals);
      running.runs().add(population.making().run(scratch, arrivals.located(), timesteps));
    }
    return running;
  }

  /** Room for the spikes of the populations that fire. */
  private List<SpikeTrain> trains(int timesteps) {
    int firing = prepared.size() - (settings.readout() == Readout.SPIKES ? 0 : 1);
    List<SpikeTrain> trains = new ArrayList<>();
    for (Population population : network.populations().subList(0, firing)) {
      trains.add(new SpikeTrain(population.size(), timesteps, population.isSigned()));
    }
    return trains;
  }

  /** What comes through max pooling. */
  private Map<Passage, SpikeTrain> gated(Running running) {
    Map<Passage, SpikeTrain> gated = new TreeMap<>();
    for (int p = 0; p < prepared.size(); p++) {
      for (int k = 0; k < prepared.get(p).ways().size(); k++) {
        if (prepared.get(p).ways().get(k).gate().isPresent()) {
          gated.put(new Passage(p, k), running.arrivals().get(p).passed(k));
        }
      }
    }
    return gated;
  }
}
