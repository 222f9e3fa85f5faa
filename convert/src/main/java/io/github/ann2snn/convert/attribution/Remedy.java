package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.attribution.Attribution.Score;
import java.util.Locale;
import java.util.Optional;

/**
 * A change that was tried.
 *
 * @param change the best of its candidates on the samples that were attributed
 * @param candidates how many were tried there
 * @param shareBelow for a change of lambda, the share of the layer's activations that do not exceed
 *     it: the percentile it stands for, as a fraction; NaN for others
 * @param before the network as it is, on other samples
 * @param after the changed network on the same
 * @param gained samples that agree with the ANN only after the change
 * @param lost samples that agree with it only before
 * @param pValue two-sided p-value of the sign test on these (McNemar's exact test)
 */
public record Remedy(
    Change change,
    int candidates,
    double shareBelow,
    Score before,
    Score after,
    int gained,
    int lost,
    double pValue) {
  /** The p-value below which a gain is taken for more than chance. */
  public static final double SIGNIFICANT = 0.05;

  /**
   * Whether it made the network agree more often with the ANN, by more than chance, and not less
   * accurate.
   */
  public boolean helped() {
    return gained > lost && pValue < SIGNIFICANT && after.snnAccuracy() >= before.snnAccuracy();
  }

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
      /** Spikes of -1 of all hidden neurons, which take back what came too early. */
      SIGNED,
      /** The number of steps. */
      TIMESTEPS,
      /** The step from which on outputs count. */
      READOUT_START;

      /** How files name it. */
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }
}
