package io.github.ann2snn.convert;

import java.util.Locale;

/** What becomes of max pooling, which spikes cannot do: they can be added, but not compared. */
public enum MaxPooling {
  /** Such networks are refused. */
  REFUSE,
  /** Averages stand in for maxima, which is another function ({@link AverageForMax}). */
  AVERAGE;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
