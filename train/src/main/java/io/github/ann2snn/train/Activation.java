package io.github.ann2snn.train;

import io.github.ann2snn.train.qcfs.ClipFloorShift;

/**
 * What a hidden neuron makes of its weighted sum. Conversion into spikes needs {@link #RELU} or
 * {@link #QCFS}.
 */
public enum Activation {
  /** max(0, x). */
  RELU(org.nd4j.linalg.activations.Activation.RELU),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(org.nd4j.linalg.activations.Activation.SIGMOID),
  /** Hyperbolic tangent. */
  TANH(org.nd4j.linalg.activations.Activation.TANH),
  /** {@link ClipFloorShift}, in a layer of its own behind the affine one. */
  QCFS(org.nd4j.linalg.activations.Activation.IDENTITY);

  private final org.nd4j.linalg.activations.Activation nd4j;

  Activation(org.nd4j.linalg.activations.Activation nd4j) {
    this.nd4j = nd4j;
  }

  /** Activation of the layer that has the weights. */
  org.nd4j.linalg.activations.Activation nd4j() {
    return nd4j;
  }

  /** Whether a network with it can be converted into spikes. */
  public boolean isConvertible() {
    return this == RELU || this == QCFS;
  }

  /**
   * The activation that {@link #toString} names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Activation parse(String name) {
    return Named.parse("activation", Activation.class, name);
  }

  @Override
  public String toString() {
    return Named.of(this);
  }
}
