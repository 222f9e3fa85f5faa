package io.github.ann2snn.dynamics.quantity;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A duration as a whole number of steps: the nearest one, half a step rounds up. Computed with the
 * decimals that the user wrote, so that 1 s is exactly 10,000 steps of 0.1 ms.
 *
 * @param duration that was asked for
 * @param dt step
 * @param steps at least 1
 */
public record QuantitySteps(Quantity duration, Quantity dt, long steps) {
  /** The most steps: at a million a second, more than ten days. */
  public static final long MAX_STEPS = 1_000_000_000_000L;

  /**
   * @throws IllegalArgumentException if the steps are not those of {@link #of}
   */
  public QuantitySteps {
    Refusal.when(steps != count(duration, dt), "%s is not %d steps of %s", duration, steps, dt);
  }

  /**
   * Rounds a duration.
   *
   * @throws IllegalArgumentException if one of them is no time or not positive, the duration is
   *     shorter than half a step or longer than {@link #MAX_STEPS}
   */
  public static QuantitySteps of(Quantity duration, Quantity dt) {
    return new QuantitySteps(duration, dt, count(duration, dt));
  }

  private static long count(Quantity duration, Quantity dt) {
    BigDecimal time = positive("duration", duration);
    BigDecimal step = positive("dt", dt);
    if (time.compareTo(step.multiply(BigDecimal.valueOf(MAX_STEPS))) > 0) {
      throw Refusal.of(
          "the duration %s is more than %d steps of %s; take a shorter one or a longer dt",
          duration, MAX_STEPS, dt);
    }
    long steps = time.divide(step, 0, RoundingMode.HALF_UP).longValueExact();
    if (steps == 0) {
      throw Refusal.of(
          "the duration %s is shorter than half a step of %s; take a longer one or a shorter dt",
          duration, dt);
    }
    return steps;
  }

  private static BigDecimal positive(String what, Quantity time) {
    BigDecimal seconds = time.exactlyIn(Unit.SECOND);
    Refusal.when(seconds.signum() <= 0, "the %s is %s, expected more than 0s", what, time);
    return seconds;
  }

  /** The time that the steps take, in the unit of dt. */
  public Quantity simulated() {
    BigDecimal value = dt.value().multiply(BigDecimal.valueOf(steps)).stripTrailingZeros();
    return new Quantity(value.setScale(Math.max(value.scale(), 0)), dt.unit());
  }

  /** What to tell the user if the duration is not a multiple of dt; empty if it is. */
  public Optional<String> note() {
    Quantity simulated = simulated();
    if (simulated.exactlyIn(Unit.SECOND).compareTo(duration.exactlyIn(Unit.SECOND)) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Text.of(
            "the duration %s is not a multiple of dt %s: simulating %d steps, %s",
            duration, dt, steps, simulated));
  }
}
