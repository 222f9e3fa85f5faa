package io.github.ann2snn.convert.attribution;

/**
 * The error of a firing rate, split into terms that add up to it: rate less activation, in units of
 * lambda, so that a rate of 1 is an activation of 1.
 *
 * <p>With {@code x = a / lambda}, the mean current {@code c} that arrived, n spikes, and Q the rate
 * of the {@link IdealNeuron}:
 *
 * <pre>
 * n/T - x = (min(x, 1) - x) + (Q(x) - min(x, 1)) + (Q(c) - Q(x)) + (n/T - Q(c))
 *            clipping          quantisation         inherited       uneven arrival
 * </pre>
 *
 * <p>The order matters: the inherited error is what the difference of the currents does to the
 * quantised rate.
 *
 * @param clipping never positive
 * @param quantization from {@code (v0 - 1) / T} to {@code v0 / T}
 * @param inherited a multiple of 1/T
 * @param uneven likewise
 */
record ErrorSplit(double clipping, double quantization, double inherited, double uneven) {
  /**
   * @param activation x, at least 0
   * @param current c
   * @param initial v(0) in thresholds
   * @param spikes n
   */
  static ErrorSplit of(
      IdealNeuron ideal, double activation, double current, double initial, int spikes) {
    int fromActivation = ideal.spikes(activation, initial);
    int fromCurrent = ideal.spikes(current, initial);
    double steps = ideal.timesteps();
    double clipped = Math.min(activation, 1);
    return new ErrorSplit(
        clipped - activation,
        fromActivation / steps - clipped,
        (fromCurrent - fromActivation) / steps,
        (spikes - fromCurrent) / steps);
  }

  double of(ErrorTerm term) {
    return switch (term) {
      case CLIPPING -> clipping;
      case QUANTIZATION -> quantization;
      case INHERITED -> inherited;
      case UNEVEN -> uneven;
    };
  }

  /** Rate less activation. */
  double total() {
    return clipping + quantization + inherited + uneven;
  }
}
