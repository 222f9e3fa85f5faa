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
  CHANNEL,
  /** The smallest squared error at T steps; see {@link MmseScales}. */
  MMSE,
  /** The same for every neuron of its own. */
  MMSE_CHANNEL,
  /** Local threshold balancing; see {@link LtbScales}. */
  LTB,
  /** The same for every neuron of its own. */
  LTB_CHANNEL;

  /** Whether activations must be measured. */
  public boolean needsData() {
    return this != MODEL;
  }

  /** Whether the scale is a percentile of activations. */
  public boolean usesPercentile() {
    return this == PERCENTILE || this == MAX || this == CHANNEL;
  }

  /** Whether the scale depends on the number of steps. */
  public boolean usesTimesteps() {
    return this == MMSE || this == MMSE_CHANNEL;
  }

  /** Whether each neuron of a hidden layer has a scale of its own. */
  boolean byNeuron() {
    return this == CHANNEL || this == MMSE_CHANNEL || this == LTB_CHANNEL;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
