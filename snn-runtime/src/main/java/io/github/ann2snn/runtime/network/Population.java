package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.List;
import java.util.Optional;

/**
 * A connection and the neurons that it reaches, which may also be connected with each other.
 *
 * @param name unique within its network
 * @param gate max pooling of what comes in, before the connection
 * @param connection what comes in, or through the gate
 * @param neurons the neurons, as many as the connection has outputs
 * @param recurrent from these neurons back to themselves: their spikes of a step arrive in the next
 *     one (in the first, none do); its current is added to that of {@code connection}, bias
 *     included at every step
 */
public record Population(
    String name,
    Optional<MaxGate> gate,
    Connection connection,
    NeuronModel neurons,
    Optional<Connection> recurrent) {
  /**
   * @throws IllegalArgumentException if a connection does not fit the gate or the neurons
   */
  public Population {
    if (connection.outputs() != neurons.neurons()) {
      throw Refusal.of(
          "layer %s: the connection has %d outputs, but there are %d neurons",
          name, connection.outputs(), neurons.neurons());
    }
    if (gate.isPresent()) {
      FeatureMaps passed = gate.get().output();
      List<Integer> taken = connection.inputShape();
      if (passed.size() != connection.inputs()
          || (taken.size() > 1 && !taken.equals(passed.shape()))) {
        throw Refusal.of(
            "layer %s: max pooling gives %s, but the connection takes %s",
            name, passed.shape(), taken);
      }
    }
    if (recurrent.isPresent()) {
      List<Integer> shape = connection.outputShape();
      Connection back = recurrent.get();
      Refusal.when(back instanceof Pooled, "layer %s: a recurrent connection cannot pool", name);
      if (!back.inputShape().equals(shape) || !back.outputShape().equals(shape)) {
        throw Refusal.of(
            "layer %s: the recurrent connection leads from %s to %s, but the neurons have the shape %s",
            name, back.inputShape(), back.outputShape(), shape);
      }
    }
  }

  /** A layer without max pooling and recurrence. */
  public Population(String name, Connection connection, NeuronModel neurons) {
    this(name, Optional.empty(), connection, neurons);
  }

  /** A layer without recurrence. */
  public Population(
      String name, Optional<MaxGate> gate, Connection connection, NeuronModel neurons) {
    this(name, gate, connection, neurons, Optional.empty());
  }

  /** Its connections: that from the layer before, then the recurrent one. */
  public List<Connection> connections() {
    return recurrent.map(back -> List.of(connection, back)).orElse(List.of(connection));
  }

  /** Shape of what comes in, channels first; one size where any shape will do. */
  public List<Integer> inputShape() {
    return gate.map(MaxGate::input).map(FeatureMaps::shape).orElseGet(connection::inputShape);
  }

  /** Number of values or spiking neurons that come in. */
  public int inputs() {
    return gate.map(MaxGate::input).map(FeatureMaps::size).orElseGet(connection::inputs);
  }

  /** The same layer with another connection. */
  public Population withConnection(Connection other) {
    return new Population(name, gate, other, neurons, recurrent);
  }

  /** The same layer with other neurons. */
  public Population withNeurons(NeuronModel other) {
    return new Population(name, gate, connection, other, recurrent);
  }
}
