package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The time of an option as a whole number of steps: the nearest one, half a step rounds up.
 *
 * @param option its name
 * @param time as it was given
 * @param dt length of a step
 * @param steps at least 0
 */
public record WholeSteps(String option, Quantity time, Quantity dt, long steps) {
  /**
   * Rounds a time.
   *
   * @throws IllegalArgumentException if it is negative or too long
   */
  public static WholeSteps of(String option, Quantity time, Quantity dt) {
    BigDecimal seconds = time.exactlyIn(Unit.SECOND);
    BigDecimal step = dt.exactlyIn(Unit.SECOND);
    BigDecimal most = step.multiply(BigDecimal.valueOf(QuantitySteps.MAX_STEPS));
    if (seconds.signum() < 0 || seconds.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, expected 0s to %d steps of %s"
              .formatted(option, time, QuantitySteps.MAX_STEPS, dt));
    }
    long steps = seconds.divide(step, 0, RoundingMode.HALF_UP).longValueExact();
    return new WholeSteps(option, time, dt, steps);
  }

  /** What to tell the user if the time is not a multiple of dt; empty if it is. */
  public Optional<String> note() {
    BigDecimal rounded = dt.exactlyIn(Unit.SECOND).multiply(BigDecimal.valueOf(steps));
    return rounded.compareTo(time.exactlyIn(Unit.SECOND)) == 0
        ? Optional.empty()
        : Optional.of(
            "%s %s is not a multiple of dt %s: taking %d steps".formatted(option, time, dt, steps));
  }
}
