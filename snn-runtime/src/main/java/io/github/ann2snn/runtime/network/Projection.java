package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import java.util.List;
import java.util.Optional;

/**
 * What leads from a population, or from the inputs of the network, to another population.
 *
 * @param source index of the population that it comes from, or {@link #INPUT}
 * @param gate max pooling of what comes in, before the connection
 * @param connection what comes in, or through the gate
 */
public record Projection(int source, Optional<MaxGate> gate, Connection connection) {
  /** The source of what comes from the inputs of the network. */
  public static final int INPUT = -1;

  /**
   * Checks that the connection takes what the gate gives.
   *
   * @param source index of the population that it comes from, or {@link #INPUT}
   * @param gate max pooling of what comes in, before the connection
   * @param connection what comes in, or through the gate
   * @throws IllegalArgumentException if there is no such source, or the connection does not fit the
   *     gate
   */
  public Projection {
    Refusal.when(source < INPUT, "a projection comes from population %d", source);
    if (gate.isPresent()) {
      FeatureMaps passed = gate.get().output();
      List<Integer> taken = connection.inputShape();
      if (passed.size() != connection.inputs()
          || (taken.size() > 1 && !taken.equals(passed.shape()))) {
        throw Refusal.of(
            "max pooling gives %s, but the connection takes %s", passed.shape(), taken);
      }
    }
  }

  /**
   * A projection without max pooling.
   *
   * @param source index of the population that it comes from, or {@link #INPUT}
   * @param connection what leads from there
   * @throws IllegalArgumentException if there is no such source
   */
  public Projection(int source, Connection connection) {
    this(source, Optional.empty(), connection);
  }

  /** {@return whether it comes from the inputs of the network} */
  public boolean isFromInput() {
    return source == INPUT;
  }

  /** {@return what it is, for people: {@code max pooling 2x2, stride 2, then matrix}} */
  public String kind() {
    return gate.map(g -> g.kind() + ", then ").orElse("") + connection.kind();
  }

  /** {@return the shape of what comes in, channels first; one size where any shape will do} */
  public List<Integer> inputShape() {
    return gate.map(MaxGate::input).map(FeatureMaps::shape).orElseGet(connection::inputShape);
  }

  /** {@return the number of values or spiking neurons that come in} */
  public int inputs() {
    return gate.map(MaxGate::input).map(FeatureMaps::size).orElseGet(connection::inputs);
  }

  /**
   * {@return the same projection with another connection}
   *
   * @param other takes what comes in, or comes through the gate
   */
  public Projection withConnection(Connection other) {
    return new Projection(source, gate, other);
  }

  /**
   * {@return the same projection from another population}
   *
   * @param other index of the population, or {@link #INPUT}
   */
  public Projection from(int other) {
    return new Projection(other, gate, connection);
  }
}
