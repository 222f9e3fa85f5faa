package io.github.ann2snn.convert.ann;

import java.util.Locale;

/** What becomes of max pooling. */
public enum MaxPooling {
  /** A gate that lets one neuron of a window through, which is nearly the same function. */
  GATE,
  /** Averages stand in for maxima, which is another function ({@link AverageForMax}). */
  AVERAGE,
  /** Such networks are refused. */
  REFUSE;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
