package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Gate;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Way;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.signed.LinesByPosition;
import io.github.ann2snn.runtime.simulation.InputEncoder;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One population of a network, run from spikes that are at hand: for who changes a network
 * population by population, and need not run those before again. It does what {@link
 * EventDrivenSimulator} does, with the same bits.
 *
 * <p>Spikes are kept as {@link MapSpikes}: those of feature maps as their readers take them, those
 * of other neurons, and what comes through max pooling, as of lines ({@link SpikeTrain}) at one
 * position.
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
     * {@return the bytes that its spikes take}
     *
     * @param network of whose populations the source is one
     * @param timesteps of a run
     */
    public long bytes(SpikingNetwork network, int timesteps) {
      return MapSpikes.bytes(layout(network).stride(), timesteps);
    }

    private MapsLayout layout(SpikingNetwork network) {
      Population from = network.populations().get(source);
      boolean signed = network.isSigned(source);
      if (isMaps(from)) {
        MapsLayout layout = MapsLayout.of(from.shape());
        return signed ? layout.lines() : layout;
      }
      int neurons = gate.map(pooling -> pooling.output().size()).orElse(from.size());
      return MapsLayout.of(List.of(signed ? 2 * neurons : neurons));
    }

    /** Whether they lie position by position. */
    private boolean isMaps(Population from) {
      return gate.isEmpty() && !Prepared.isDense(from);
    }
  }

  /**
   * What a projection takes from another population.
   *
   * @param layout of its spikes
   * @param neurons number of those that fire
   * @param signed whether their spikes have a sign
   * @param maps whether they lie position by position
   * @param located whether weights take them so
   */
  private record Taken(
      Origin origin,
      MapsLayout layout,
      int neurons,
      boolean signed,
      boolean maps,
      boolean located) {
    static Optional<Taken> of(SpikingNetwork network, Population reader, Projection projection) {
      if (projection.isFromInput()) {
        return Optional.empty();
      }
      Origin origin = Origin.of(projection);
      return Optional.of(
          new Taken(
              origin,
              origin.layout(network),
              projection.connection().inputs(),
              network.isSigned(projection.source()),
              origin.isMaps(network.populations().get(projection.source())),
              Prepared.isLocated(network, reader, projection)));
    }

    SpikeTrain train(int timesteps) {
      return new SpikeTrain(neurons, timesteps, signed);
    }

    /** Takes what was kept of a sample. */
    void take(Map<Origin, MapSpikes> kept, MapSpikes spikes, SpikeTrain train) {
      spikes.take(kept.get(origin));
      train.clear();
      for (int t = 0; t < train.timesteps(); t++) {
        train.endStep(spikes.count(t), signed && maps ? new LinesByPosition(spikes) : spikes);
      }
    }
  }

  private final Population population;
  private final SimulationSettings settings;
  private final boolean fires;
  private final Kernel kernel = Kernels.selected().kernel();
  private final Prepared prepared;

  /** For each projection, where it does not come from the inputs. */
  private final List<Optional<Taken>> taken;

  /** What others take from this population, and how. */
  private final Map<Origin, MapsLayout> made = new LinkedHashMap<>();

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
    this.taken =
        population.projections().stream()
            .map(projection -> Taken.of(network, population, projection))
            .toList();
    List<Boolean> located =
        taken.stream().map(from -> from.map(Taken::located).orElse(false)).toList();
    this.prepared = Prepared.of(network, population, located, settings, kernel);
    for (Population reader : network.populations().subList(p + 1, network.populations().size())) {
      reader.projections().stream()
          .filter(projection -> projection.source() == p)
          .map(Origin::of)
          .forEach(origin -> made.put(origin, origin.layout(network)));
    }
    this.gates =
        made.keySet().stream()
            .map(origin -> new Way(0, origin.gate().map(Gate::of), false, population.isSigned()))
            .toList();
    this.stepsTogether =
        network.gated().contains(p) ? EventDrivenSimulator.stepsTogether(network) : Kernel.STEPS;
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
    private final List<Optional<MapSpikes>> arriving;
    private final PopulationRun run;
    private final Arrivals passing;
    private final SpikeTrain[] in = new SpikeTrain[taken.size()];
    private final SpikeTrain out =
        new SpikeTrain(population.size(), settings.timesteps(), population.isSigned());
    private final OutputTrace trace =
        fires ? null : new OutputTrace(population.size(), settings.timesteps());

    private Run(List<float[]> inputs, long firstSample) {
      this.inputs = inputs;
      this.firstSample = firstSample;
      this.arriving =
          taken.stream()
              .map(from -> from.map(Taken::layout).map(maps -> maps.spikes(settings.timesteps())))
              .toList();
      List<Optional<MapSpikes>> located = new ArrayList<>();
      for (int k = 0; k < in.length; k++) {
        boolean takes = taken.get(k).filter(Taken::located).isPresent();
        located.add(takes ? arriving.get(k) : Optional.empty());
      }
      this.run = prepared.making().run(new Scratch(1), located, settings.timesteps());
      this.passing = new Arrivals(gates, List.of(run), settings.timesteps());
      List<SparseInput> values = new ArrayList<>();
      for (float[] input : settings.coding() == InputCoding.CURRENT ? inputs : List.<float[]>of()) {
        values.add(SparseInput.room(0));
        kernel.takeNonzero(input, values.get(values.size() - 1));
      }
      for (int k = 0; k < in.length; k++) {
        if (taken.get(k).isPresent()) {
          in[k] = taken.get(k).get().train(settings.timesteps());
        } else if (settings.coding() == InputCoding.CURRENT) {
          run.inject(k, values);
        }
      }
    }

    /**
     * Runs a sample.
     *
     * @param k its index among those of this run
     * @param spikes all that the population's projections take
     */
    public void sample(int k, Map<Origin, MapSpikes> spikes) {
      take(spikes);
      InputEncoder input = new InputEncoder(inputs.get(k), settings, firstSample + k);
      run.start(k);
      passing.start();
      out.clear();
      for (int t = 0; t < settings.timesteps(); t += Kernel.STEPS) {
        int steps = Math.min(Kernel.STEPS, settings.timesteps() - t);
        read(input, steps);
        for (int some = t; some < t + steps; some += stepsTogether) {
          int count = Math.min(stepsTogether, t + steps - some);
          run.advance(in, some, count, fires ? out : null, trace);
          if (fires) {
            passing.spikes(null, List.of(out), some, count);
          }
        }
      }
    }

    private void take(Map<Origin, MapSpikes> spikes) {
      for (int k = 0; k < in.length; k++) {
        if (taken.get(k).isPresent()) {
          taken.get(k).get().take(spikes, arriving.get(k).get(), in[k]);
        }
      }
    }

    private void read(InputEncoder input, int steps) {
      if (taken.contains(Optional.<Taken>empty())) {
        input.advance(steps);
      }
      for (int k = 0; k < in.length; k++) {
        if (taken.get(k).isEmpty()) {
          in[k] = input.train().orElse(null);
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
     * Adds the last sample's spikes as projections take them.
     *
     * @param spikes what they are put into, by where projections take them from
     */
    public void putSpikes(Map<Origin, MapSpikes> spikes) {
      int k = 0;
      for (Map.Entry<Origin, MapsLayout> each : made.entrySet()) {
        SpikeTrain passed = passing.passed(k++);
        MapSpikes kept = each.getValue().spikes(settings.timesteps());
        if (each.getKey().isMaps(population)) {
          kept.take(run.locate());
        } else {
          kept.take(passed == null ? out : passed);
        }
        spikes.put(each.getKey(), kept);
      }
    }
  }
}
