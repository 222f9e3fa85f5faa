package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Gate;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Way;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.InputEncoder;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One population of a network, run from spikes that are at hand: for who changes a network
 * population by population, and need not run those before again. It does what {@link
 * EventDrivenSimulator} does, with the same bits.
 *
 * <p>Spikes are kept packed: a bit for each line ({@link SpikeTrain}) and step, in words of {@value
 * Kernel#STEPS} steps, all lines' first words first.
 */
public final class PopulationStage {
  /**
   * What projections take: the spikes of a population, or those that come through its max pooling.
   *
   * @param source index of the population
   * @param gate the max pooling
   */
  public record Origin(int source, Optional<MaxGate> gate) {
    /**
     * {@return where the spikes of a projection come from that is not from the inputs}
     *
     * @param projection which does not come from the inputs
     */
    public static Origin of(Projection projection) {
      return new Origin(projection.source(), projection.gate());
    }

    /**
     * {@return the bytes that its spikes take, packed}
     *
     * @param network of whose populations the source is one
     * @param timesteps of a run
     */
    public long bytes(SpikingNetwork network, int timesteps) {
      long neurons =
          gate.map(pooling -> pooling.output().size())
              .orElseGet(() -> network.populations().get(source).size());
      long lines = network.isSigned(source) ? 2 * neurons : neurons;
      return lines * words(timesteps) * Integer.BYTES;
    }
  }

  private final Population population;
  private final SimulationSettings settings;
  private final boolean fires;
  private final Kernel kernel = Kernels.selected().kernel();
  private final Prepared prepared;
  private final List<Way> ways = new ArrayList<>();
  private final List<Origin> made;
  private final List<Way> gates;
  private final int stepsTogether;

  /**
   * Prepares a population to run.
   *
   * @param network that the population is one of
   * @param p its index
   * @param settings of the run; whether the population fires does not come of their readout
   * @param fires whether it does, or only integrates
   * @throws IllegalArgumentException if its neurons are connected with each other
   */
  public PopulationStage(
      SpikingNetwork network, int p, SimulationSettings settings, boolean fires) {
    this.population = network.populations().get(p);
    this.settings = settings;
    this.fires = fires;
    Refusal.when(
        population.recurrent().isPresent(),
        "layer %s is connected with itself: it cannot be run on its own",
        population.name());
    List<Boolean> none = Collections.nCopies(population.projections().size(), false);
    this.prepared = Prepared.of(network, population, none, settings, kernel);
    // Spikes come as they are behind max pooling, from a place of their own.
    for (Way way : prepared.ways()) {
      boolean input = way.source() == Projection.INPUT;
      int place = input ? Projection.INPUT : ways.size();
      ways.add(new Way(place, Optional.empty(), false, way.signed()));
    }
    Set<Origin> read = new LinkedHashSet<>();
    for (Population reader : network.populations().subList(p + 1, network.populations().size())) {
      reader.projections().stream().map(Origin::of).filter(o -> o.source() == p).forEach(read::add);
    }
    this.made = List.copyOf(read);
    this.gates =
        made.stream()
            .map(origin -> new Way(0, origin.gate().map(Gate::of), false, population.isSigned()))
            .toList();
    this.stepsTogether =
        network.gated().contains(p) ? EventDrivenSimulator.stepsTogether(network) : Kernel.STEPS;
  }

  private static int words(int timesteps) {
    return (timesteps - 1) / Kernel.STEPS + 1;
  }

  /**
   * Begins with some samples.
   *
   * @param inputs of the network
   * @param firstSample index of the first, which keys its random stream
   * @return the population with these samples, before the first
   */
  public Run run(List<float[]> inputs, long firstSample) {
    return new Run(inputs, firstSample);
  }

  /** The population with some samples, for one thread. */
  public final class Run {
    private final List<float[]> inputs;
    private final long firstSample;
    private final Arrivals arrivals = new Arrivals(ways, List.of(), settings.timesteps());
    private final PopulationRun run =
        prepared.making().run(new Scratch(1), arrivals.located(), settings.timesteps());
    private final Arrivals passing;
    private final List<SpikeTrain> arriving = new ArrayList<>();
    private final List<History> histories = new ArrayList<>();
    private final SpikeTrain out =
        new SpikeTrain(population.size(), settings.timesteps(), population.isSigned());
    private final OutputTrace trace =
        fires ? null : new OutputTrace(population.size(), settings.timesteps());

    private Run(List<float[]> inputs, long firstSample) {
      this.inputs = inputs;
      this.firstSample = firstSample;
      this.passing = new Arrivals(gates, List.of(run), settings.timesteps());
      for (int p = 0; p < population.projections().size(); p++) {
        Projection projection = population.projections().get(p);
        int neurons = projection.isFromInput() ? 0 : projection.connection().inputs();
        boolean signed = prepared.ways().get(p).signed();
        SpikeTrain train = new SpikeTrain(neurons, settings.timesteps(), signed);
        arriving.add(train);
        histories.add(History.of(NeuronProgram.padded(train.lines())));
      }
      if (settings.coding() == InputCoding.CURRENT && readsInput()) {
        List<SparseInput> values = new ArrayList<>();
        for (float[] input : inputs) {
          values.add(SparseInput.room(0));
          kernel.takeNonzero(input, values.get(values.size() - 1));
        }
        arrivals.inject(values, run);
      }
    }

    private boolean readsInput() {
      return population.projections().stream().anyMatch(Projection::isFromInput);
    }

    /**
     * Runs a sample.
     *
     * @param k its index among those of this run
     * @param spikes packed, of all that the population's projections take
     */
    public void sample(int k, Map<Origin, int[]> spikes) {
      InputEncoder input = new InputEncoder(inputs.get(k), settings, firstSample + k);
      run.start(k);
      arrivals.start();
      passing.start();
      out.clear();
      arriving.forEach(SpikeTrain::clear);
      for (int t = 0; t < settings.timesteps(); t += Kernel.STEPS) {
        int steps = Math.min(Kernel.STEPS, settings.timesteps() - t);
        if (readsInput()) {
          input.advance(steps);
        }
        unpack(spikes, t, steps);
        SpikeTrain[] in = arrivals.spikes(input.train().orElse(null), arriving, t, steps);
        for (int some = t; some < t + steps; some += stepsTogether) {
          int count = Math.min(stepsTogether, t + steps - some);
          run.advance(in, some, count, fires ? out : null, trace);
          if (fires) {
            passing.spikes(null, List.of(out), some, count);
          }
        }
      }
    }

    private void unpack(Map<Origin, int[]> spikes, int t, int steps) {
      for (int k = 0; k < arriving.size(); k++) {
        Projection projection = population.projections().get(k);
        if (!projection.isFromInput()) {
          int lines = arriving.get(k).lines();
          int[] packed = spikes.get(Origin.of(projection));
          int[] fired = histories.get(k).fired();
          System.arraycopy(packed, t / Kernel.STEPS * lines, fired, Aligned.LEAD, lines);
          kernel.decode(histories.get(k), steps, arriving.get(k));
        }
      }
    }

    /**
     * {@return how often each neuron fired with the last sample, spikes of -1 taken off; all 0 if
     * the population only integrates}
     */
    public int[] counts() {
      return out.counts();
    }

    /**
     * {@return the potentials, one per neuron, after the last step of the last sample; only of a
     * population that only integrates}
     */
    public float[] potentials() {
      return trace.potentials(settings.timesteps() - 1);
    }

    /**
     * Adds the last sample's spikes, packed, as projections take them.
     *
     * @param spikes what they are put into, by where projections take them from
     */
    public void putSpikes(Map<Origin, int[]> spikes) {
      for (int k = 0; k < made.size(); k++) {
        SpikeTrain passed = passing.passed(k);
        spikes.put(made.get(k), packed(passed == null ? out : passed));
      }
    }

    private int[] packed(SpikeTrain train) {
      int[] words = new int[Math.multiplyExact(words(train.timesteps()), train.lines())];
      int[] indices = train.indices();
      int[] offsets = train.offsets();
      for (int t = 0; t < train.timesteps(); t++) {
        int word = t / Kernel.STEPS * train.lines();
        for (int i = offsets[t]; i < offsets[t + 1]; i++) {
          words[word + indices[i]] |= 1 << t;
        }
      }
      return words;
    }
  }
}
