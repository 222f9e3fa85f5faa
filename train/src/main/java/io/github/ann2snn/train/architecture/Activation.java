package io.github.ann2snn.train.architecture;

import io.github.ann2snn.train.qcfs.ClipFloorShift;

/**
 * What a hidden neuron makes of its weighted sum. Conversion into spikes needs {@link #RELU} or
 * {@link #QCFS}.
 */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** {@link ClipFloorShift}, in a layer of its own behind the affine one. */
  QCFS;

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
