package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import java.util.Optional;

/**
 * A layer of the ANN that has weights, with what leads from the activations of the one before to
 * it: batch normalisation is folded in, other pooling than that by maxima is part of the
 * connection.
 *
 * @param name its name in the model
 * @param gate max pooling of the activations before
 * @param connection weights and biases
 */
public record AnnLayer(String name, Optional<MaxGate> gate, Connection connection) {
  /** A layer without max pooling. */
  public AnnLayer(String name, Connection connection) {
    this(name, Optional.empty(), connection);
  }

  /** The same layer with another connection. */
  AnnLayer withConnection(Connection other) {
    return new AnnLayer(name, gate, other);
  }

  /** Number of inputs: activations of the layer before. */
  public int inputs() {
    return gate.map(MaxGate::input).map(FeatureMaps::size).orElseGet(connection::inputs);
  }

  /** Number of outputs. */
  public int outputs() {
    return connection.outputs();
  }

  /** Number of outputs that share weights: 1, or the size of a feature map. */
  public int outputsPerChannel() {
    return connection.outputs() / connection.bias().length;
  }

  /**
   * The connection in other units.
   *
   * @param before one value per activation of the layer before, the same within a channel where
   *     their maximum is taken
   * @param after one value per output
   */
  public Connection scaled(float[] before, float[] after) {
    float[] passed = gate.isPresent() ? gate.get().perWindow(before) : before;
    return connection.scaled(passed, after);
  }

  /** How messages name its kind. */
  String kind() {
    Connection weighted = connection instanceof Pooled pooled ? pooled.then() : connection;
    return weighted instanceof Convolution ? "convolution" : "dense";
  }
}
