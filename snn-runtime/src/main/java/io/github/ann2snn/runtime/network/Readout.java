package io.github.ann2snn.runtime.network;

/** How the class is read from the output layer; a prediction exists at every step. */
public enum Readout {
  /** The output layer only integrates; the class is the highest membrane potential. */
  MEMBRANE,
  /** The output layer fires; the class has the most spikes so far, ties by membrane potential. */
  SPIKES
}
