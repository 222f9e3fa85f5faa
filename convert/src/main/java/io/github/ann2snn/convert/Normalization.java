package io.github.ann2snn.convert;

import java.util.Locale;

/** How the scale lambda of a layer's activations is found. */
public enum Normalization {
  /** A percentile of the layer's activations (Rueckauer et al. 2017, section 2.2.2). */
  PERCENTILE,
  /** Their maximum (Diehl et al. 2015, algorithm 2). */
  MAX,
  /**
   * The largest activation that the weights allow; needs no data (Diehl et al. 2015, algorithm 1).
   */
  MODEL,
  /** A percentile for every neuron of its own (Kim et al. 2020, eq. 5, there with the maximum). */
  CHANNEL;

  /** Whether activations must be measured. */
  public boolean needsData() {
    return this != MODEL;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
