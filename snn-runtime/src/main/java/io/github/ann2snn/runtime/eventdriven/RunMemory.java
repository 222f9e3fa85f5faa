package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.kernel.IntegerProgram;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.HashSet;
import java.util.Set;

/**
 * How many bytes a thread of the {@link EventDrivenSimulator} needs at most while it runs samples,
 * beside the network and its weights, which all threads share. All spikes of a sample are kept
 * until it is done, since whoever counts them is told all at once; samples of a batch take turns in
 * the same room, so that only their inputs grow with their number.
 *
 * @param states potentials and synaptic currents of all populations, and when the neurons of one
 *     fired in the last steps
 * @param currents of a population, computed ahead, accumulated ones where max pooling follows, and
 *     what comes over a projection at a step
 * @param inputs values of the samples of a batch, and the constant currents that they make
 * @param outputs potentials of the output layer after each step, and what is decided from them
 * @param bits spikes of feature maps, a bit for each neuron and step
 * @param spikes those of inputs and other populations, those of maps that are read in the order of
 *     their neurons, and what comes through max pooling, if every neuron fired at every step
 */
public record RunMemory(
    long states, long currents, long inputs, long outputs, long bits, long spikes) {
  private static final int WORD = Integer.BYTES;

  /** Words of a place beside the states: constant currents, and sums of integer networks. */
  private static final int WORDS_PER_PLACE = 3;

  /** Words of a place that populations of a size share: at which steps neurons fired. */
  private static final int SHARED_WORDS = 6;

  /** Words of a place of neurons that a constant current lets fire: a copy of those that may. */
  private static final int AWAKE_WORDS = 7;

  /** What arrays have beside their values: header, lead, and places that fill vectors. */
  private static final long ROOM = 4096;

  /**
   * {@return the bound for a network}
   *
   * @param network that runs
   * @param settings of the run
   * @param samples that are run together
   */
  public static RunMemory of(SpikingNetwork network, SimulationSettings settings, int samples) {
    boolean constant = settings.coding() == InputCoding.CURRENT;
    long values = network.inputs();
    long states = 0;
    long currents = 2 * ROOM + WORD * Kernel.STEPS * (NeuronProgram.TILE + IntegerProgram.TILE);
    Set<Long> sizes = new HashSet<>();
    Set<Integer> gated = network.gated();
    long kept = EventDrivenSimulator.stepsTogether(network) + 1L;
    long inputs = WORD * (constant ? 2 * (values + 1) * samples : values);
    long bits = 0;
    long spikes = constant ? 0 : train(values, settings);
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.populations().get(p);
      boolean dense = Prepared.isDense(population);
      long places =
          dense
              ? NeuronProgram.padded(population.size())
              : MapsLayout.of(population.shape()).stride();
      states += ROOM + WORD * places * (population.neurons().statesPerNeuron() + WORDS_PER_PLACE);
      int lines = population.isSigned() ? 2 : 1;
      states += (lines - 1) * (3 * ROOM + 3 * WORD * places);
      if (sizes.add(lines * places)) {
        states += SHARED_WORDS * ROOM + SHARED_WORDS * WORD * lines * places;
        currents += ROOM + WORD * MapsRun.ahead(places) * places;
      }
      currents += gated.contains(p) ? WORD * places * kept : 0;
      boolean output = p == network.populations().size() - 1;
      boolean fires = settings.readout() == Readout.SPIKES || !output;
      if (fires && !dense) {
        bits += 2 * ROOM + MapSpikes.bytes(lines * places, settings.timesteps());
        spikes += 2L * WORD * settings.timesteps();
      }
      if (fires && (dense || output || isListed(network, p))) {
        spikes += train(population.size(), settings);
      }
      for (Projection projection : population.projections()) {
        boolean driven = projection.isFromInput() && constant;
        int arriving = network.isSigned(projection.source()) ? 2 : 1;
        spikes += passing(projection, settings);
        if (driven) {
          states += dense ? AWAKE_WORDS * (ROOM + WORD * places) : 0;
          inputs += samples * injected(projection, dense ? places : 0);
        }
        currents += dense ? 0 : events(arriving * taken(projection));
      }
    }
    long outputs = WORD * (network.outputs() + 2L) * settings.timesteps();
    return new RunMemory(states, currents, inputs, outputs, bits, spikes);
  }

  /** Places of what a projection's weights take. */
  private static long taken(Projection projection) {
    Connection weights = Prepared.behindPooling(projection.connection());
    return MapsLayout.of(MapsProgram.inputs(weights)).stride();
  }

  /** Whether someone takes the spikes of feature maps in the order of the neurons. */
  private static boolean isListed(SpikingNetwork network, int p) {
    return network.populations().stream()
        .anyMatch(
            reader ->
                reader.projections().stream()
                    .filter(projection -> projection.source() == p)
                    .anyMatch(from -> !Prepared.isLocated(network, reader, from)));
  }

  /**
   * Values of a step, and those of them that are not zero or that a window sees, with and without
   * what they are.
   */
  private static long events(long stride) {
    return 8 * ROOM + WORD * (6 * stride + 2 * (stride / MapSpikes.BLOCK));
  }

  /** A sample's values on their way over a projection, and the current that they make. */
  private static long injected(Projection projection, long places) {
    return WORD * (2 * (projection.inputs() + 1L) + places) + ROOM;
  }

  /** What comes through a projection's pooling. */
  private static long passing(Projection projection, SimulationSettings settings) {
    long bytes = 0;
    if (projection.gate().isPresent()) {
      MaxGate gate = projection.gate().get();
      bytes += train(gate.output().size() + gate.window().area(), settings);
    }
    return bytes;
  }

  /** A train grows by half when it is full. */
  private static long train(long neurons, SimulationSettings settings) {
    long events = neurons * settings.timesteps();
    return ROOM + WORD * (events + events / 2 + 2L * settings.timesteps());
  }

  /** {@return the sum of all parts, in bytes} */
  public long total() {
    return states + currents + inputs + outputs + bits + spikes;
  }

  /**
   * {@return about what it is where a part of the neurons fires at each step}
   *
   * @param rate spikes per neuron and step, 0 to 1
   */
  public RunMemory atRate(double rate) {
    return new RunMemory(states, currents, inputs, outputs, bits, Math.round(spikes * rate));
  }
}
