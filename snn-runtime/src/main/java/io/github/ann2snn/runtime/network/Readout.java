package io.github.ann2snn.runtime.network;

import java.util.Locale;

/** How the class is read from the output layer; a prediction exists at every step. */
public enum Readout {
  /** The output layer only integrates; the class is the highest membrane potential. */
  MEMBRANE,
  /** The output layer fires; the class has the most spikes so far, ties by membrane potential. */
  SPIKES;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
