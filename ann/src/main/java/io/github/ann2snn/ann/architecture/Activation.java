package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import java.util.Locale;

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

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
