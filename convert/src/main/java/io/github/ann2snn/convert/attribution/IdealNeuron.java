package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.runtime.neuron.FireRule;

/**
 * An integrate-and-fire neuron of threshold 1 with reset by subtraction and a constant current.
 *
 * @param timesteps T
 * @param rule whether it fires at the threshold or only above
 */
record IdealNeuron(int timesteps, FireRule rule) {
  /**
   * Its number of spikes in T steps, at most one a step: {@code min(T, max(0, floor(T c + v0)))},
   * or with {@code ceil(.) - 1} for the floor if it fires only above the threshold. Follows from
   * {@code v(T) = v0 + T c - n} (Rueckauer et al. 2017, the potential left over under reset by
   * subtraction) with {@code 0 <= v(T) < 1}.
   *
   * @param current c, in thresholds per step
   * @param initial v0, from 0 to 1 thresholds
   */
  int spikes(double current, double initial) {
    double potential = timesteps * current + initial;
    double spikes =
        rule == FireRule.AT_THRESHOLD ? Math.floor(potential) : Math.ceil(potential) - 1;
    return (int) Math.max(0, Math.min(timesteps, spikes));
  }
}
