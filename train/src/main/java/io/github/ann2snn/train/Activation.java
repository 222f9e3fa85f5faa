package io.github.ann2snn.train;

/** What a hidden neuron makes of its weighted sum. Conversion into spikes needs {@link #RELU}. */
public enum Activation {
  /** max(0, x). */
  RELU(org.nd4j.linalg.activations.Activation.RELU),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(org.nd4j.linalg.activations.Activation.SIGMOID),
  /** Hyperbolic tangent. */
  TANH(org.nd4j.linalg.activations.Activation.TANH);

  private final org.nd4j.linalg.activations.Activation nd4j;

  Activation(org.nd4j.linalg.activations.Activation nd4j) {
    this.nd4j = nd4j;
  }

  org.nd4j.linalg.activations.Activation nd4j() {
    return nd4j;
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
