package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * A spiking network: populations in order, without delays (a spike reaches populations that come
 * later in the same step). The neurons of a population may be connected with each other; there, a
 * spike takes one step. A chain is the case of one projection each, from the population before.
 * Immutable.
 *
 * @param inputShape shape of one input sample without batch and time, channels first
 * @param populations at least one, each with projections from the inputs or from populations before
 *     it; the last one gives the outputs, every other one leads somewhere
 * @param timestep seconds per step, {@code dt > 0}; leaky neurons depend on it, others do not
 * @param arithmetic the numbers it computes with
 * @param defaults how it is meant to be run
 * @param provenance where it comes from, as key and value
 */
public record SpikingNetwork(
    List<Integer> inputShape,
    List<Population> populations,
    double timestep,
    Arithmetic arithmetic,
    RunDefaults defaults,
    Map<String, String> provenance) {
  /**
   * A network in single precision.
   *
   * @param inputShape shape of one input sample without batch and time, channels first
   * @param populations at least one, each with projections from the inputs or from populations
   *     before it; the last one gives the outputs, every other one leads somewhere
   * @param timestep seconds per step, {@code dt > 0}; leaky neurons depend on it, others do not
   * @param defaults how it is meant to be run
   * @param provenance where it comes from, as key and value
   * @throws IllegalArgumentException if populations do not fit each other, names repeat or a number
   *     is out of range
   */
  public SpikingNetwork(
      List<Integer> inputShape,
      List<Population> populations,
      double timestep,
      RunDefaults defaults,
      Map<String, String> provenance) {
    this(inputShape, populations, timestep, Arithmetic.FLOAT, defaults, provenance);
  }

  /**
   * Checks that the populations fit each other, and copies lists and provenance.
   *
   * @param inputShape shape of one input sample without batch and time, channels first
   * @param populations at least one, each with projections from the inputs or from populations
   *     before it; the last one gives the outputs, every other one leads somewhere
   * @param timestep seconds per step, {@code dt > 0}; leaky neurons depend on it, others do not
   * @param arithmetic the numbers it computes with
   * @param defaults how it is meant to be run
   * @param provenance where it comes from, as key and value
   * @throws IllegalArgumentException if populations do not fit each other, names repeat, a number
   *     is out of range or a layer breaks a rule of the arithmetic
   */
  public SpikingNetwork {
    inputShape = List.copyOf(inputShape);
    populations = List.copyOf(populations);
    SortedMap<String, String> sorted = new TreeMap<>(provenance);
    provenance = Collections.unmodifiableSortedMap(sorted);
    if (!(timestep > 0) || Double.isInfinite(timestep)) {
      throw Refusal.of("timestep is %s s, expected a number > 0", timestep);
    }
    checkPopulations(inputShape, populations);
    for (Population population : populations) {
      arithmetic.check(population, isSigned(populations));
    }
  }

  private static void checkPopulations(List<Integer> inputShape, List<Population> populations) {
    Refusal.when(populations.isEmpty(), "a network needs at least one layer");
    long inputs = 1;
    for (int size : inputShape) {
      Refusal.when(size < 1, "input shape %s has a size below 1", inputShape);
      inputs = Math.multiplyExact(inputs, (long) size);
    }
    Set<String> names = new HashSet<>();
    boolean[] read = new boolean[populations.size()];
    for (int p = 0; p < populations.size(); p++) {
      Population population = populations.get(p);
      String name = population.name();
      Refusal.when(!names.add(name), "two layers are named %s", name);
      for (Projection projection : population.projections()) {
        int source = projection.source();
        Refusal.when(
            source >= p,
            "layer %s: a projection comes from layer %d of %d, expected one before it",
            name,
            source,
            populations.size());
        Refusal.when(
            projection.isFromInput() && projection.gate().isPresent(),
            "layer %s: max pooling of the inputs is not possible, only of what a layer fires",
            name);
        if (projection.isFromInput()) {
          checkSource(name, projection, inputShape, inputs);
        } else {
          Population from = populations.get(source);
          checkSource(name, projection, from.shape(), from.size());
          read[source] = true;
        }
      }
    }
    for (int p = 0; p < read.length - 1; p++) {
      Refusal.when(!read[p], "layer %s leads nowhere", populations.get(p).name());
    }
  }

  private static void checkSource(
      String name, Projection projection, List<Integer> shape, long size) {
    List<Integer> taken = projection.inputShape();
    boolean fits =
        projection.gate().isPresent()
            ? taken.equals(shape)
            : taken.size() == 1 || FeatureMaps.areSame(taken, shape);
    if (projection.inputs() == size && !fits) {
      throw Refusal.of("layer %s takes the shape %s, but %s comes in", name, taken, shape);
    }
    if (projection.inputs() != size) {
      throw Refusal.of("layer %s takes %d inputs, but %d come in", name, projection.inputs(), size);
    }
  }

  /** {@return whether the neurons of some layer are connected with each other} */
  public boolean isRecurrent() {
    return populations.stream().anyMatch(population -> population.recurrent().isPresent());
  }

  /** {@return whether the spikes of some layer have a sign} */
  public boolean isSigned() {
    return populations.stream().anyMatch(Population::isSigned);
  }

  /**
   * {@return whether the spikes of a source have a sign; those of the inputs have none}
   *
   * @param source index of a population, or {@link Projection#INPUT}
   */
  public boolean isSigned(int source) {
    return isSigned(populations).test(source);
  }

  /**
   * {@return which sources of some populations have spikes with a sign: told the index of one, or
   * {@link Projection#INPUT}}
   *
   * @param populations of a network, in order
   */
  public static IntPredicate isSigned(List<Population> populations) {
    return source -> source != Projection.INPUT && populations.get(source).isSigned();
  }

  /** {@return the number of paths over all connections: what it costs if all fires once} */
  public long paths() {
    return populations.stream()
        .flatMap(population -> population.connections().stream())
        .mapToLong(Connection::paths)
        .sum();
  }

  /** {@return the number of input values} */
  public int inputs() {
    int inputs = 1;
    for (int extent : inputShape) {
      inputs *= extent;
    }
    return inputs;
  }

  /** {@return the number of output neurons, which is the number of classes} */
  public int outputs() {
    return output().size();
  }

  /** {@return the last population, which gives the outputs} */
  public Population output() {
    return populations.get(populations.size() - 1);
  }

  /**
   * {@return the indices, ascending, of the populations whose spikes max pooling takes; it needs
   * their accumulated currents}
   */
  public Set<Integer> gated() {
    Set<Integer> gated = new TreeSet<>();
    for (Population population : populations) {
      for (Projection projection : population.projections()) {
        if (projection.gate().isPresent()) {
          gated.add(projection.source());
        }
      }
    }
    return gated;
  }

  /**
   * {@return for each population the last one that takes its spikes, itself if none does: behind
   * that, nothing needs them}
   */
  public int[] lastReaders() {
    int[] last = new int[populations.size()];
    for (int p = 0; p < last.length; p++) {
      last[p] = p;
      for (Projection projection : populations.get(p).projections()) {
        if (!projection.isFromInput()) {
          last[projection.source()] = p;
        }
      }
    }
    return last;
  }

  /**
   * {@return the network that ends with a population, without those that do not lead to it}
   *
   * @param last index of the population
   */
  public SpikingNetwork upTo(int last) {
    boolean[] needed = new boolean[last + 1];
    needed[last] = true;
    int[] index = new int[last + 1];
    for (int p = last; p >= 0; p--) {
      for (Projection projection : populations.get(p).projections()) {
        if (needed[p] && !projection.isFromInput()) {
          needed[projection.source()] = true;
        }
      }
    }
    List<Population> kept = new ArrayList<>();
    for (int p = 0; p <= last; p++) {
      if (needed[p]) {
        index[p] = kept.size();
        List<Projection> moved =
            populations.get(p).projections().stream()
                .map(from -> from.isFromInput() ? from : from.from(index[from.source()]))
                .toList();
        kept.add(populations.get(p).withProjections(moved));
      }
    }
    return withPopulations(kept);
  }

  /**
   * Checks that a sample fits.
   *
   * @param input one value per input
   * @throws IllegalArgumentException if it has not as many values as the network has inputs
   */
  public void checkInput(float[] input) {
    if (input.length != inputs()) {
      throw Refusal.of("the sample has %d values, the network takes %d", input.length, inputs());
    }
  }

  /**
   * {@return the same network with other populations}
   *
   * @param other at least one, in order; they take what this network's input shape says
   * @throws IllegalArgumentException if they do not fit each other or break a rule of the
   *     arithmetic
   */
  public SpikingNetwork withPopulations(List<Population> other) {
    return new SpikingNetwork(inputShape, other, timestep, arithmetic, defaults, provenance);
  }

  /**
   * {@return the same network, meant to be run in another way}
   *
   * @param other how it is to be run unless its user says otherwise
   */
  public SpikingNetwork withDefaults(RunDefaults other) {
    return new SpikingNetwork(inputShape, populations, timestep, arithmetic, other, provenance);
  }

  /**
   * {@return the same network with another provenance}
   *
   * @param other where it comes from, as key and value
   */
  public SpikingNetwork withProvenance(Map<String, String> other) {
    return new SpikingNetwork(inputShape, populations, timestep, arithmetic, defaults, other);
  }

  /**
   * {@return the bytes that the network takes on a device: weights and biases as they are stored, a
   * threshold and the states of each neuron, and an accumulated current for each that max pooling
   * follows, at the sizes of its arithmetic}
   */
  public long footprintBytes() {
    long bits = 0;
    for (Population population : populations) {
      long neurons = population.neurons().neurons();
      // Signed neurons have a second threshold, and remember what they fired.
      long perNeuron = population.neurons().statesPerNeuron() + (population.isSigned() ? 3L : 1L);
      long numbers = perNeuron * neurons;
      for (Connection connection : population.connections()) {
        bits += connection.weights() * arithmetic.weightBits();
        numbers += connection.biases();
      }
      bits += numbers * arithmetic.stateBits();
    }
    for (int source : gated()) {
      bits += (long) populations.get(source).size() * arithmetic.stateBits();
    }
    return bits / Byte.SIZE;
  }

  /**
   * {@return the same network with every layer's firing replaced; an integer network's initial
   * potentials are rounded}
   *
   * @param change gives the firing in place of each layer's, for as many neurons
   */
  public SpikingNetwork withFiring(UnaryOperator<Firing> change) {
    return withPopulations(
        populations.stream().map(population -> fired(population, change)).toList());
  }

  private Population fired(Population population, UnaryOperator<Firing> change) {
    NeuronModel neurons = population.neurons();
    return population.withNeurons(neurons.withFiring(rounded(change.apply(neurons.firing()))));
  }

  private Firing rounded(Firing firing) {
    return arithmetic.isInteger() ? firing.withRoundedInitialPotential() : firing;
  }
}
