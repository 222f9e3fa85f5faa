package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Neurons and the projections that reach them, whose currents add up; the neurons may also be
 * connected with each other. A neuron's bias is the sum of those that the connections have for it.
 *
 * @param name unique within its network
 * @param projections at least one, and at most {@value #MOST_PROJECTIONS}; kept in the order of
 *     their sources
 * @param neurons the neurons, as many as each connection has outputs
 * @param recurrent from these neurons back to themselves: their spikes of a step arrive in the next
 *     one (in the first, none do); its current is added to that of the projections, bias included
 *     at every step
 */
public record Population(
    String name,
    List<Projection> projections,
    NeuronModel neurons,
    Optional<Connection> recurrent) {
  /** The most projections that can reach a population; the widest networks have some dozens. */
  public static final int MOST_PROJECTIONS = 1024;

  /**
   * Checks that connections and neurons fit, and orders the projections by their sources.
   *
   * @param name unique within its network
   * @param projections at least one, and at most {@value #MOST_PROJECTIONS}; kept in the order of
   *     their sources
   * @param neurons the neurons, as many as each connection has outputs
   * @param recurrent from these neurons back to themselves: their spikes of a step arrive in the
   *     next one (in the first, none do); its current is added to that of the projections, bias
   *     included at every step
   * @throws IllegalArgumentException if a connection does not fit the neurons or another one
   */
  public Population {
    projections = projections.stream().sorted(Comparator.comparingInt(Projection::source)).toList();
    int count = projections.size();
    Refusal.when(count == 0, "layer %s: nothing leads to it", name);
    Refusal.when(
        count > MOST_PROJECTIONS,
        "layer %s: %d projections lead to it, expected at most %d",
        name,
        count,
        MOST_PROJECTIONS);
    List<Integer> shape = shape(projections);
    for (Projection projection : projections) {
      Connection connection = projection.connection();
      if (connection.outputs() != neurons.neurons()) {
        throw Refusal.of(
            "layer %s: the connection has %d outputs, but there are %d neurons",
            name, connection.outputs(), neurons.neurons());
      }
      List<Integer> reached = connection.outputShape();
      if (reached.size() > 1 && !reached.equals(shape)) {
        throw Refusal.of(
            "layer %s: one projection reaches the shape %s, another %s: they cannot be added",
            name, shape, reached);
      }
    }
    if (recurrent.isPresent()) {
      Connection back = recurrent.get();
      Refusal.when(back instanceof Pooled, "layer %s: a recurrent connection cannot pool", name);
      if (!FeatureMaps.areSame(back.inputShape(), shape)
          || !FeatureMaps.areSame(back.outputShape(), shape)) {
        throw Refusal.of(
            "layer %s: the recurrent connection leads from %s to %s, but the neurons have the shape %s",
            name, back.inputShape(), back.outputShape(), shape);
      }
    }
  }

  /**
   * A population without recurrence.
   *
   * @param name unique within its network
   * @param projections at least one, and at most {@value #MOST_PROJECTIONS}; kept in the order of
   *     their sources
   * @param neurons the neurons, as many as each connection has outputs
   * @throws IllegalArgumentException if a connection does not fit the neurons or another one
   */
  public Population(String name, List<Projection> projections, NeuronModel neurons) {
    this(name, projections, neurons, Optional.empty());
  }

  /**
   * A population that one projection reaches.
   *
   * @param name unique within its network
   * @param source index of the population that the projection comes from, or {@link
   *     Projection#INPUT}
   * @param connection what leads from there, without max pooling
   * @param neurons as many as the connection has outputs
   * @throws IllegalArgumentException if the connection does not fit the neurons
   */
  public Population(String name, int source, Connection connection, NeuronModel neurons) {
    this(name, List.of(new Projection(source, connection)), neurons);
  }

  /**
   * {@return the shape of the neurons that projections lead to, channels first, as the first that
   * knows more than their number has it}
   *
   * @param projections at least one, to the same neurons
   */
  public static List<Integer> shape(List<Projection> projections) {
    for (Projection projection : projections) {
      List<Integer> shape = projection.connection().outputShape();
      if (shape.size() > 1) {
        return shape;
      }
    }
    return projections.get(0).connection().outputShape();
  }

  /** {@return the shape of the neurons, channels first} */
  public List<Integer> shape() {
    return shape(projections);
  }

  /** {@return the number of neurons} */
  public int size() {
    return neurons.neurons();
  }

  /** {@return the number of neurons that share weights: 1, or the size of a feature map} */
  public int sizePerChannel() {
    List<Integer> shape = shape();
    return shape.size() == 1 ? 1 : size() / shape.get(0);
  }

  /** {@return its connections: those of the projections in their order, then the recurrent one} */
  public List<Connection> connections() {
    List<Connection> connections = new ArrayList<>();
    projections.forEach(projection -> connections.add(projection.connection()));
    recurrent.ifPresent(connections::add);
    return connections;
  }

  /** {@return the max pooling of its projections, in their order} */
  public List<MaxGate> gates() {
    return projections.stream().flatMap(projection -> projection.gate().stream()).toList();
  }

  /**
   * {@return the bias of each neuron: those of the projections' connections, added in their order}
   */
  public float[] biases() {
    float[] biases = new float[size()];
    for (int j = 0; j < biases.length; j++) {
      biases[j] = projections.get(0).connection().bias(j);
    }
    for (Projection projection : projections.subList(1, projections.size())) {
      for (int j = 0; j < biases.length; j++) {
        biases[j] = biases[j] + projection.connection().bias(j);
      }
    }
    return biases;
  }

  /** {@return whether its spikes have a sign} */
  public boolean isSigned() {
    return neurons.firing().isSigned();
  }

  /** {@return what {@link #largestCurrent(IntPredicate)} is where no spikes have a sign} */
  public double largestCurrent() {
    return largestCurrent(source -> false);
  }

  /**
   * {@return the largest magnitude of a current, and of every sum on the way to it, over all
   * neurons and all sets of inputs that are 1; recurrence is left out} It is an upper bound where
   * several paths lead from an input to the same neuron.
   *
   * @param signed whether inputs from a source may also be -1
   */
  public double largestCurrent(IntPredicate signed) {
    double[] high = new double[size()];
    double[] low = new double[size()];
    for (Projection projection : projections) {
      Connection connection = projection.connection();
      double[] above = new double[high.length];
      double[] below = new double[high.length];
      connection.addExtremes(below, above);
      for (int j = 0; j < high.length; j++) {
        double magnitude = signed.test(projection.source()) ? above[j] - below[j] : 0;
        high[j] += magnitude > 0 ? connection.bias(j) + magnitude : above[j];
        low[j] += magnitude > 0 ? connection.bias(j) - magnitude : below[j];
      }
    }
    double largest = 0;
    for (int j = 0; j < high.length; j++) {
      largest = Math.max(largest, Math.max(high[j], -low[j]));
    }
    return largest;
  }

  /**
   * {@return the same population with every projection's connection replaced; the recurrent one
   * stays}
   *
   * @param change gives the connection in place of each projection's; it must have as many outputs
   */
  public Population withConnections(UnaryOperator<Connection> change) {
    return withProjections(
        projections.stream().map(p -> p.withConnection(change.apply(p.connection()))).toList());
  }

  /**
   * {@return the same population with other projections}
   *
   * @param other at least one, each with as many outputs as there are neurons
   */
  public Population withProjections(List<Projection> other) {
    return new Population(name, other, neurons, recurrent);
  }

  /**
   * {@return the same population with other neurons}
   *
   * @param other as many as before
   */
  public Population withNeurons(NeuronModel other) {
    return new Population(name, projections, other, recurrent);
  }
}
