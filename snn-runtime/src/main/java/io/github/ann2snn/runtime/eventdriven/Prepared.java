package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Gate;
import io.github.ann2snn.runtime.eventdriven.Arrivals.Way;
import io.github.ann2snn.runtime.kernel.IntegerProgram;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.LayerProgram;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.signed.Lines;
import io.github.ann2snn.runtime.signed.SignedNeurons;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A population that is ready to run.
 *
 * @param making makes one of it
 * @param ways of its projections
 */
record Prepared(Making making, List<Way> ways) {
  /** Makes a population that runs. */
  interface Making {
    /**
     * Makes one.
     *
     * @param located for each projection its events, where another population lists them
     * @param timesteps of a sample
     */
    PopulationRun run(Scratch scratch, List<Optional<MapSpikes>> located, int timesteps);
  }

  /**
   * Lays out what leads to a population.
   *
   * @param located for each projection, whether its source lists its spikes by position
   */
  static Prepared of(
      SpikingNetwork network,
      Population population,
      List<Boolean> located,
      SimulationSettings settings,
      Kernel kernel) {
    List<Way> ways = new ArrayList<>();
    for (int k = 0; k < located.size(); k++) {
      Projection projection = population.projections().get(k);
      ways.add(
          new Way(
              projection.source(),
              projection.gate().map(Gate::of),
              located.get(k),
              network.isSigned(projection.source())));
    }
    return new Prepared(
        isDense(population)
            ? prepareDense(network, population, settings, kernel)
            : prepareMaps(network, population, located, kernel),
        ways);
  }

  /**
   * Whether a projection's source lists its spikes position by position, as its weights take them.
   */
  static boolean isLocated(SpikingNetwork network, Population population, Projection projection) {
    if (isDense(population) || projection.isFromInput() || projection.gate().isPresent()) {
      return false;
    }
    Population source = network.populations().get(projection.source());
    return !isDense(source)
        && MapsProgram.inputs(projection.connection()).equals(MapsLayout.of(source.shape()).maps());
  }

  private static Making prepareDense(
      SpikingNetwork network, Population population, SimulationSettings settings, Kernel kernel) {
    NeuronProgram neurons = NeuronProgram.of(population, network.timestep());
    int[] places = IntStream.range(0, population.size()).toArray();
    List<Affine> affine = new ArrayList<>();
    for (Projection projection : population.projections()) {
      Affine matrix = (Affine) projection.connection();
      affine.add(network.isSigned(projection.source()) ? Lines.of(matrix) : matrix);
    }
    if (network.arithmetic().isInteger()) {
      List<IntegerProgram> integers = IntegerProgram.of(population, affine);
      List<Optional<LayerProgram>> analogue = new ArrayList<>();
      for (int k = 0; k < affine.size(); k++) {
        boolean injected =
            population.projections().get(k).isFromInput()
                && settings.coding() == InputCoding.CURRENT;
        analogue.add(
            injected ? Optional.of(LayerProgram.of(neurons, affine.get(k))) : Optional.empty());
      }
      Optional<SignedNeurons> signed =
          signed(population, places, integers.get(0).stride(), true, kernel);
      return (scratch, located, timesteps) ->
          new IntegerRun(integers, analogue, signed, kernel, scratch);
    }
    List<LayerProgram> floats =
        affine.stream().map(each -> LayerProgram.of(neurons, each)).toList();
    Optional<SignedNeurons> signed = signed(population, places, neurons.stride(), false, kernel);
    return (scratch, located, timesteps) -> new DenseRun(floats, signed, kernel, scratch);
  }

  private static Optional<SignedNeurons> signed(
      Population population, int[] places, int stride, boolean saturates, Kernel kernel) {
    return population.isSigned()
        ? Optional.of(
            SignedNeurons.of(population.neurons().firing(), places, stride, saturates, kernel))
        : Optional.empty();
  }

  private static Making prepareMaps(
      SpikingNetwork network, Population population, List<Boolean> located, Kernel kernel) {
    boolean integer = network.arithmetic().isInteger();
    MapsLayout layout = MapsLayout.of(population.shape());
    NeuronProgram neurons =
        NeuronProgram.of(population, network.timestep(), layout.places(), layout.stride(), integer);
    List<Inlet.Plan> plans = new ArrayList<>();
    for (int k = 0; k < located.size(); k++) {
      Projection projection = population.projections().get(k);
      // sums of inputs' products need more than 16 bits
      boolean narrow = integer && !projection.isFromInput();
      Connection connection = projection.connection();
      Connection weights = behindPooling(connection);
      MapsLayout inputs =
          MapsLayout.of(
              connection instanceof Pooled pooled
                  ? pooled.pooling().output()
                  : MapsProgram.inputs(connection));
      boolean lines = network.isSigned(projection.source());
      // What is pooled is a sum, whose weights are those of the neurons.
      boolean pools = connection instanceof Pooled;
      plans.add(
          new Inlet.Plan(
              MapsProgram.of(weights, inputs, layout, lines && !pools, kernel, narrow),
              PoolingProgram.of(connection, lines && !pools ? inputs.lines() : inputs, lines),
              connection instanceof Pooled pooled
                  ? Optional.of(new Inlet.Windows(pooled.pooling(), lines))
                  : Optional.empty()));
    }
    Optional<SignedNeurons> signed =
        signed(
            population, layout.places(), layout.stride(), network.arithmetic().isInteger(), kernel);
    return (scratch, events, timesteps) -> {
      List<List<Inlet>> inlets = new ArrayList<>();
      for (Scratch room : scratch.ofAllThreads()) {
        inlets.add(Inlet.all(plans, events, kernel, room));
      }
      return new MapsRun(
          inlets, layout, neurons, signed, network.arithmetic(), kernel, scratch, timesteps);
    };
  }

  /** Whether matrices alone lead to a population, from neurons whose number is all that counts. */
  static boolean isDense(Population population) {
    return population.connections().stream().allMatch(connection -> connection instanceof Affine);
  }

  static Connection behindPooling(Connection connection) {
    return connection instanceof Pooled pooled ? pooled.summed().then() : connection;
  }
}
