package io.github.ann2snn.convert.tuning;

import java.util.Locale;

/** What is to be cheap; each is a mean per sample. */
public enum Objective {
  /** Nanojoules of the profile {@code cmos-45nm-fp32}, with the MACs of an analogue first layer. */
  ENERGY,
  /** Time steps. */
  LATENCY,
  /** Synaptic operations alone; the MACs of an analogue first layer are none. */
  SYNOPS;

  /** The cost of a point. */
  public double cost(OperatingPoint point) {
    return switch (this) {
      case ENERGY -> point.nanojoules();
      case LATENCY -> point.meanTimesteps();
      case SYNOPS -> point.synapticOperations();
    };
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
