package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Negative;

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
 * @param clipping never positive, but of values below 0
 * @param quantization from {@code (v0 - 1) / T} to {@code v0 / T}
 * @param inherited a multiple of 1/T
 * @param uneven likewise
 */
record ErrorSplit(double clipping, double quantization, double inherited, double uneven) {
  /**
   * @param activation x, at least 0 unless the neuron stands for values below it
   * @param current c
   * @param initial v(0) in thresholds
   * @param spikes n
   */
  static ErrorSplit of(
      IdealNeuron ideal, double activation, double current, double initial, int spikes) {
    int fromActivation = ideal.spikes(ideal.current(activation), initial);
    int fromCurrent = ideal.spikes(current, initial);
    double steps = ideal.timesteps();
    double clipped = Math.max(-1, Math.min(activation, 1));
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

  /**
   * An integrate-and-fire neuron of threshold 1 with reset by subtraction and a constant current.
   *
   * @param timesteps T
   * @param rule whether it fires at the threshold or only above
   * @param below the least that its potential falls below 0 before it fires -1, in thresholds
   * @param price of a spike below 0 ({@link Negative}), in thresholds; infinite where there is none
   */
  record IdealNeuron(int timesteps, FireRule rule, double below, double price) {
    /** A neuron that never gives less than 0, whether it takes spikes back or not. */
    IdealNeuron(int timesteps, FireRule rule) {
      this(timesteps, rule, 0, Double.POSITIVE_INFINITY);
    }

    /** The current that an activation stands for. */
    double current(double activation) {
      return activation < 0 ? activation * price : activation;
    }

    /**
     * Its number of spikes in T steps, at most one a step: {@code min(T, max(0, floor(T c + v0)))},
     * or with {@code ceil(.) - 1} for the floor if it fires only above the threshold. Follows from
     * {@code v(T) = v0 + T c - n} (Rueckauer et al. 2017, the potential left over under reset by
     * subtraction) with {@code 0 <= v(T) < 1}. Below 0 it is minus the number of prices by which
     * the potential is beyond where it fires -1.
     *
     * @param current c, in thresholds per step
     * @param initial v0, from 0 to 1 thresholds
     */
    int spikes(double current, double initial) {
      double potential = timesteps * current + initial;
      if (current < 0 && price < Double.POSITIVE_INFINITY) {
        double beyond = -potential - below - (price - 1) / 2;
        double paid = Math.floor(beyond / price) + 1;
        return (int) -Math.max(0, Math.min(timesteps, paid));
      }
      double spikes =
          rule == FireRule.AT_THRESHOLD ? Math.floor(potential) : Math.ceil(potential) - 1;
      return (int) Math.max(0, Math.min(timesteps, spikes));
    }
  }
}
