package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A spiking network: populations in order, without delays (a spike reaches the next layer in the
 * same step). The neurons of a layer may be connected with each other; there, a spike takes one
 * step. Immutable.
 *
 * @param inputShape shape of one input sample without batch and time, channels first
 * @param populations at least one; each takes what the one before gives
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
  /** A network in single precision. */
  public SpikingNetwork(
      List<Integer> inputShape,
      List<Population> populations,
      double timestep,
      RunDefaults defaults,
      Map<String, String> provenance) {
    this(inputShape, populations, timestep, Arithmetic.FLOAT, defaults, provenance);
  }

  /**
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
    checkLayers(inputShape, populations);
    populations.forEach(arithmetic::check);
  }

  private static void checkLayers(List<Integer> inputShape, List<Population> populations) {
    Refusal.when(populations.isEmpty(), "a network needs at least one layer");
    long width = 1;
    for (int size : inputShape) {
      Refusal.when(size < 1, "input shape %s has a size below 1", inputShape);
      width = Math.multiplyExact(width, (long) size);
    }
    Population first = populations.get(0);
    Refusal.when(
        first.gate().isPresent(),
        "layer %s: max pooling of the inputs is not possible, only of what a layer fires",
        first.name());
    Set<String> names = new HashSet<>();
    List<Integer> shape = inputShape;
    for (Population layer : populations) {
      List<Integer> taken = layer.inputShape();
      if (layer.inputs() == width && taken.size() > 1 && !taken.equals(shape)) {
        throw Refusal.of(
            "layer %s takes the shape %s, but %s comes in", layer.name(), taken, shape);
      }
      if (layer.inputs() != width) {
        throw Refusal.of(
            "layer %s takes %d inputs, but %d come in", layer.name(), layer.inputs(), width);
      }
      Refusal.when(!names.add(layer.name()), "two layers are named %s", layer.name());
      width = layer.neurons().neurons();
      shape = layer.connection().outputShape();
    }
  }

  /** Whether the neurons of some layer are connected with each other. */
  public boolean isRecurrent() {
    return populations.stream().anyMatch(layer -> layer.recurrent().isPresent());
  }

  /** Number of input values. */
  public int inputs() {
    return populations.get(0).inputs();
  }

  /** Number of output neurons, which is the number of classes. */
  public int outputs() {
    return populations.get(populations.size() - 1).neurons().neurons();
  }

  /**
   * Checks that a sample fits.
   *
   * @throws IllegalArgumentException if it has not as many values as the network has inputs
   */
  public void checkInput(float[] input) {
    if (input.length != inputs()) {
      throw Refusal.of("the sample has %d values, the network takes %d", input.length, inputs());
    }
  }

  /** The same network with other populations. */
  public SpikingNetwork withPopulations(List<Population> other) {
    return new SpikingNetwork(inputShape, other, timestep, arithmetic, defaults, provenance);
  }

  /** The same network with another provenance. */
  public SpikingNetwork withProvenance(Map<String, String> other) {
    return new SpikingNetwork(inputShape, populations, timestep, arithmetic, defaults, other);
  }

  /**
   * Bytes that the network takes on a device: weights and biases as they are stored, a threshold
   * and the states of each neuron, and an accumulated current for each that max pooling follows, at
   * the sizes of its arithmetic.
   */
  public long footprintBytes() {
    long bits = 0;
    for (Population layer : populations) {
      long neurons = layer.neurons().neurons();
      long numbers = (1L + layer.neurons().statesPerNeuron()) * neurons;
      numbers += layer.gate().isPresent() ? layer.inputs() : 0;
      for (Connection connection : layer.connections()) {
        bits += connection.weights() * arithmetic.weightBits();
        numbers += connection.bias().length;
      }
      bits += numbers * arithmetic.stateBits();
    }
    return bits / Byte.SIZE;
  }

  /**
   * The same network with every layer's firing replaced; an integer network's initial potentials
   * are rounded.
   */
  public SpikingNetwork withFiring(UnaryOperator<Firing> change) {
    return withPopulations(populations.stream().map(layer -> fired(layer, change)).toList());
  }

  private Population fired(Population layer, UnaryOperator<Firing> change) {
    NeuronModel neurons = layer.neurons();
    return layer.withNeurons(neurons.withFiring(rounded(change.apply(neurons.firing()))));
  }

  private Firing rounded(Firing firing) {
    return arithmetic.isInteger() ? firing.withRoundedInitialPotential() : firing;
  }
}
