package io.github.ann2snn.runtime.network;

/**
 * A connection and the neurons that it reaches.
 *
 * @param name unique within its network
 * @param connection what comes in
 * @param neurons the neurons, as many as the connection has outputs
 */
public record Layer(String name, Connection connection, NeuronModel neurons) {
  /**
   * @throws IllegalArgumentException if the connection does not fit the neurons
   */
  public Layer {
    if (connection.outputs() != neurons.neurons()) {
      throw new IllegalArgumentException(
          "layer %s: the connection has %d outputs, but there are %d neurons"
              .formatted(name, connection.outputs(), neurons.neurons()));
    }
  }
}
