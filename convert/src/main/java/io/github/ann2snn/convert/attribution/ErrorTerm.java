package io.github.ann2snn.convert.attribution;

import java.util.List;
import java.util.Locale;

/**
 * What keeps a firing rate from being the activation. The first two and the last are the clipping,
 * quantisation and unevenness errors of Bu et al. 2022, "Optimal ANN-SNN conversion for
 * high-accuracy and ultra-low-latency spiking neural networks" (ICLR), there for inputs without
 * error; {@link #INHERITED} is what errors of the inputs add.
 */
public enum ErrorTerm {
  /** The activation is above lambda, and a rate cannot exceed 1. */
  CLIPPING("clipping"),
  /** A rate is a multiple of 1/T. */
  QUANTIZATION("quantisation"),
  /** The layers before deliver another mean current than the ANN's. */
  INHERITED("inherited"),
  /** Spikes arrive unevenly, and the neuron fires too often or not often enough. */
  UNEVEN("uneven arrival");

  private final String title;

  ErrorTerm(String title) {
    this.title = title;
  }

  /** The terms that arise in the layer itself. */
  public static List<ErrorTerm> own() {
    return List.of(CLIPPING, QUANTIZATION, UNEVEN);
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** How files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
