package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.eventdriven.LayerRun.AccumulatedCurrents;
import io.github.ann2snn.runtime.eventdriven.PoolingProgram.Gate;
import io.github.ann2snn.runtime.eventdriven.PoolingProgram.GateRun;
import io.github.ann2snn.runtime.eventdriven.PoolingProgram.PoolingRun;
import io.github.ann2snn.runtime.kernel.IntegerProgram;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.ScalarKernel;
import io.github.ann2snn.runtime.kernel.Selected;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.Decisions;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.InputEncoder;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The fast simulator. A feed-forward network without delays can run layer by layer, with time as
 * the inner loop: a constant input current is computed once per sample, over nonzero inputs; a tile
 * of weights stays in the cache for all samples of a batch, or for all steps of a sample; and a
 * neuron's potential stays in a register for {@value Kernel#STEPS} steps.
 */
public final class EventDrivenSimulator implements Simulator {
  /** Steps between two looks at whether a sample stops early. */
  private static final int EXIT_STEPS = 8;

  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final Kernel kernel;
  private final List<Supplier<LayerRun>> program = new ArrayList<>();
  private final List<Optional<Gate>> gates = new ArrayList<>();

  /**
   * Prepares a network to run as its file says: {@link SimulationSettings#of}.
   *
   * @throws IllegalArgumentException if it says more steps than can be run, or is recurrent
   */
  public EventDrivenSimulator(SpikingNetwork network) {
    this(network, SimulationSettings.of(network));
  }

  /**
   * Prepares a network to run.
   *
   * @throws IllegalArgumentException if it is recurrent; {@link Simulators} knows who runs it
   */
  public EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings) {
    this(network, settings, Kernels.selected().kernel());
  }

  public EventDrivenSimulator(SpikingNetwork network, SimulationSettings settings, Kernel kernel) {
    Refusal.when(
        network.isRecurrent(),
        "the event-driven simulator runs layer by layer with time as the inner loop, which a"
            + " recurrent network does not allow; use the reference simulator");
    this.network = network;
    this.settings = settings;
    this.kernel = kernel;
    for (Population layer : network.populations()) {
      boolean injected = program.isEmpty() && settings.coding() == InputCoding.CURRENT;
      program.add(prepare(layer, injected));
      gates.add(layer.gate().map(Gate::of));
    }
  }

  private Supplier<LayerRun> prepare(Population layer, boolean injected) {
    if (layer.connection() instanceof Pooled pooled) {
      PoolingProgram pooling = PoolingProgram.of(pooled.pooling());
      Population then = new Population(layer.name(), pooled.summed().then(), layer.neurons());
      Supplier<LayerRun> run = prepare(then, injected);
      return () -> new PoolingRun(pooling, run.get(), settings.timesteps());
    }
    if (layer.connection() instanceof Convolution convolution) {
      ConvolutionProgram program = ConvolutionProgram.of(layer, convolution, network.timestep());
      return () -> new ConvolutionLayerRun(program, network.arithmetic(), kernel);
    }
    Affine affine = (Affine) layer.connection();
    if (network.arithmetic().isInteger()) {
      IntegerProgram integers = IntegerProgram.of(layer, affine);
      LayerProgram analogue = injected ? LayerProgram.of(layer, affine, network.timestep()) : null;
      return () -> new IntegerLayerRun(integers, analogue, kernel);
    }
    LayerProgram floats = LayerProgram.of(layer, affine, network.timestep());
    return () -> new FloatLayerRun(floats, kernel);
  }

  /** A simulator with plain loops, whatever the JVM has. */
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

  /** The name of the kernel that simulators use in this process, and why it was selected. */
  public static String selectedKernel() {
    Selected<Kernel> selected = Kernels.selected();
    return selected.kernel().name() + ": " + selected.reason();
  }

  @Override
  public void run(
      List<float[]> inputs, long firstSample, Optional<EarlyExit> exit, Consumer<SampleRun> sink) {
    inputs.forEach(network::checkInput);
    Map<Integer, SpikeTrain> gated = new TreeMap<>();
    List<LayerRun> layers = start(gated);
    List<SpikeTrain> trains = trains(settings.timesteps());
    if (settings.coding() == InputCoding.CURRENT) {
      layers.get(0).inject(inputs.stream().map(kernel::nonzero).toList());
    }
    OutputTrace trace = new OutputTrace(network.outputs(), settings.timesteps());
    Optional<SpikeTrain> outputSpikes =
        settings.readout() == Readout.SPIKES
            ? Optional.of(trains.get(trains.size() - 1))
            : Optional.empty();
    Decisions decisions = new Decisions(network, settings, trace, outputSpikes, exit);
    for (int sample = 0; sample < inputs.size(); sample++) {
      InputEncoder input = new InputEncoder(inputs.get(sample), settings, firstSample + sample);
      for (LayerRun layer : layers) {
        layer.start(sample);
      }
      trains.forEach(SpikeTrain::clear);
      decisions.clear();
      int chunk = exit.isPresent() ? EXIT_STEPS : Kernel.STEPS;
      for (int t = 0; !decisions.done(); t += chunk) {
        int end = Math.min(t + chunk, settings.timesteps());
        input.advance(end - t);
        simulate(layers, input.train(), trains, trace, t, end);
        decisions.readTo(end);
      }
      sink.accept(decisions.run(input.train(), trains, gated));
    }
  }

  /**
   * Begins a run whose steps its caller feeds one by one; many may go on at once, and share what
   * was prepared. The number of steps and the seed of the settings mean nothing to it. An integer
   * network takes values as current only where the settings say {@link InputCoding#CURRENT}.
   */
  public SteppedRun stepped() {
    return new SteppedRun(network, start(new TreeMap<>()), trains(1));
  }

  private List<LayerRun> start(Map<Integer, SpikeTrain> gated) {
    List<LayerRun> layers = new ArrayList<>();
    for (int l = 0; l < program.size(); l++) {
      layers.add(start(layers, gated));
    }
    return layers;
  }

  /** Room for the spikes of the layers that fire. */
  private List<SpikeTrain> trains(int timesteps) {
    int firing = settings.readout() == Readout.SPIKES ? program.size() : program.size() - 1;
    List<SpikeTrain> trains = new ArrayList<>();
    for (Population layer : network.populations().subList(0, firing)) {
      trains.add(new SpikeTrain(layer.neurons().neurons(), timesteps));
    }
    return trains;
  }

  /**
   * Makes the layer that follows {@code before}.
   *
   * @param gated gets its train, if it begins with max pooling
   */
  private LayerRun start(List<LayerRun> before, Map<Integer, SpikeTrain> gated) {
    int l = before.size();
    LayerRun run = program.get(l).get();
    Optional<Gate> gate = gates.get(l);
    if (gate.isEmpty()) {
      return run;
    }
    AccumulatedCurrents currents = before.get(l - 1).accumulate();
    GateRun passing = new GateRun(gate.get(), currents, run, settings.timesteps());
    gated.put(l, passing.passed());
    return passing;
  }

  /** Runs steps {@code from ... to}, layer by layer. */
  static void simulate(
      List<LayerRun> layers,
      Optional<SpikeTrain> inputSpikes,
      List<SpikeTrain> trains,
      OutputTrace trace,
      int from,
      int to) {
    SpikeTrain in = inputSpikes.orElse(null);
    for (int l = 0; l < layers.size(); l++) {
      SpikeTrain out = l < trains.size() ? trains.get(l) : null;
      layers.get(l).advance(in, from, to - from, out, l == layers.size() - 1 ? trace : null);
      in = out;
    }
  }
}
