package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import java.util.List;
import java.util.Optional;

/** The network to convert, as far as conversion must know it. */
public interface Ann {
  /**
   * Its layers in order: a ReLU behind each but the last, which is affine, or what {@link
   * #quantization} says.
   */
  List<AnnLayer> layers();

  /** The quantised activation that a layer has instead of ReLU, if it has one. */
  default Optional<ClipFloorShift> quantization(int layer) {
    return Optional.empty();
  }

  /**
   * Runs all samples through the original network, in their order and in batches. The consumer gets
   * one array for each of {@link #layers}.
   */
  void run(Split samples, ActivationConsumer consumer);

  /**
   * A layer of the ANN that has weights, with what leads from the activations of the one before to
   * it: batch normalisation is folded in, other pooling than that by maxima is part of the
   * connection.
   *
   * @param name its name in the model
   * @param gate max pooling of the activations before
   * @param connection weights and biases
   * @param bound the most that the ReLU behind it gives; infinite where there is no such bound
   */
  record AnnLayer(String name, Optional<MaxGate> gate, Connection connection, double bound) {
    /** A layer without max pooling and bound. */
    public AnnLayer(String name, Connection connection) {
      this(name, Optional.empty(), connection, Double.POSITIVE_INFINITY);
    }

    /** The same layer with another connection. */
    public AnnLayer withConnection(Connection other) {
      return new AnnLayer(name, gate, other, bound);
    }

    /** The same layer with a ReLU that gives {@code other} at most. */
    AnnLayer withBound(double other) {
      return new AnnLayer(name, gate, connection, other);
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
      return connection.outputsPerChannel();
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

  /** Takes the activations of all layers for a batch of samples. */
  @FunctionalInterface
  interface ActivationConsumer {
    /**
     * Takes a batch. The arrays are valid during the call only, and may be longer than said here.
     *
     * @param rows number of samples, at least 1; batches come in the order of the samples
     * @param inputs {@code rows x width}, row-major
     * @param activations per layer {@code rows x outputs}, row-major, feature maps in the order of
     *     {@link FeatureMaps}: after the activation function for hidden layers, before it (logits)
     *     for the last
     */
    void accept(int rows, float[] inputs, float[][] activations);
  }
}
