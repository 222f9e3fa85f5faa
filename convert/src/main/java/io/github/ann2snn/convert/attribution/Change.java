package io.github.ann2snn.convert.attribution;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting changed.
 *
 * @param kind which setting
 * @param layer whose; empty for a setting of the whole network
 * @param from its value so far: of lambda the layer's largest, of v(0) its mean in thresholds
 * @param to its new value
 */
public record Change(Kind kind, Optional<String> layer, double from, double to) {
  /** A setting. */
  public enum Kind {
    /** The scale of a layer: what activation a rate of 1 stands for. */
    LAMBDA,
    /** v(0) of a layer, in thresholds. */
    INITIAL_POTENTIAL,
    /** The number of steps. */
    TIMESTEPS;

    /** How files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
