package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.Convolution;
import io.github.ann2snn.runtime.network.Pooled;

/**
 * A layer of the ANN that has weights, with what leads from the activations of the one before to
 * it: batch normalisation is folded in, pooling is part of the connection.
 *
 * @param name its name in the model
 * @param connection weights and biases
 */
record AnnLayer(String name, Connection connection) {
  /** Number of inputs: activations of the layer before. */
  int inputs() {
    return connection.inputs();
  }

  /** Number of outputs. */
  int outputs() {
    return connection.outputs();
  }

  /** Number of outputs that share weights: 1, or the size of a feature map. */
  int outputsPerChannel() {
    return connection.outputs() / connection.bias().length;
  }

  /** How messages name its kind. */
  String kind() {
    Connection weighted = connection instanceof Pooled pooled ? pooled.then() : connection;
    return weighted instanceof Convolution ? "convolution" : "dense";
  }
}
