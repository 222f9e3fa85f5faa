package io.github.ann2snn.runtime.network;

import java.util.Locale;

/** How an input value x in [0, 1] enters the network. */
public enum InputCoding {
  /** x is injected as a constant current at every step (Rueckauer et al. 2017, section 2.3). */
  CURRENT,
  /** A Bernoulli spike per step, with probability x. */
  POISSON,
  /** An input neuron integrates x and fires at 1, reset by subtraction: a deterministic rate. */
  REGULAR,
  /** A spike at every step where x > 0.5. */
  BINARY;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
