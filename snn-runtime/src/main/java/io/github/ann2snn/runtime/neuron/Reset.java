package io.github.ann2snn.runtime.neuron;

import java.util.Locale;

/** What a spike does to the membrane potential. */
public enum Reset {
  /** {@code v <- v - theta} (reset by subtraction; Rueckauer et al. 2017, eq. 4). */
  SUBTRACT,
  /** {@code v <- v_reset}, which is 0 unless the network says otherwise. */
  ZERO;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
