package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.Calibrator;
import java.util.Locale;

/** What is corrected after normalisation so that few time steps suffice; see {@link Calibrator}. */
public enum Calibration {
  /** Nothing: the network stays the certified one. */
  NONE,
  /** Biases. */
  BIAS,
  /** Initial potentials. */
  POTENTIAL,
  /** Biases, and then initial potentials. */
  BOTH;

  /** Whether anything is corrected. */
  public boolean corrects() {
    return this != NONE;
  }

  /** Whether biases are. */
  public boolean correctsBiases() {
    return this == BIAS || this == BOTH;
  }

  /** Whether initial potentials of hidden layers are. */
  public boolean correctsPotentials() {
    return this == POTENTIAL || this == BOTH;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
