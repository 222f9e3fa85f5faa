package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the current flows: from a time until another, and in between always or in pulses, the first
 * at the beginning.
 *
 * @param from when it is switched on for the first time
 * @param until when it is switched off for good; empty: never
 * @param period from the beginning of a pulse to that of the next; empty: no pulses
 * @param width how long a pulse lasts; there is one if and only if there is a period
 */
public record Switching(
    Quantity from, Optional<Quantity> until, Optional<Quantity> period, Optional<Quantity> width) {
  /**
   * @throws IllegalArgumentException if a period is given without a width or a width without period
   */
  public Switching {
    Refusal.when(
        period.isPresent() != width.isPresent(),
        "--pulse-period and --pulse-width belong together; give both or neither");
  }

  /** Whether the current flows all the time. */
  public boolean always() {
    return from.value().signum() == 0 && until.isEmpty() && period.isEmpty();
  }

  /** For the document: the options that were given. */
  void describe(ObjectNode settings) {
    if (!always()) {
      settings.put("from", from.toString());
      until.ifPresent(time -> settings.put("until", time.toString()));
      period.ifPresent(time -> settings.put("pulsePeriod", time.toString()));
      width.ifPresent(time -> settings.put("pulseWidth", time.toString()));
    }
  }

  /**
   * The same in steps of a run.
   *
   * @throws IllegalArgumentException if the current would never flow, or pulses overlap
   */
  public Plan plan(QuantitySteps run) {
    Quantity dt = run.dt();
    WholeSteps begin = WholeSteps.of("--from", from, dt);
    Optional<WholeSteps> end = until.map(time -> WholeSteps.of("--until", time, dt));
    Optional<WholeSteps> every = period.map(time -> WholeSteps.of("--pulse-period", time, dt));
    Optional<WholeSteps> pulse = width.map(time -> WholeSteps.of("--pulse-width", time, dt));
    Refusal.when(begin.steps() >= run.steps(), "--from is %s, expected less than --duration", from);
    if (end.isPresent() && end.get().steps() <= begin.steps()) {
      throw Refusal.of(
          "--until is %s, expected at least a step more than --from, %s", end.get().time(), from);
    }
    Plan plan =
        new Plan(
            run.steps(),
            begin.steps(),
            end.map(WholeSteps::steps).orElse(Long.MAX_VALUE),
            every.map(WholeSteps::steps).orElse(1L),
            pulse.map(WholeSteps::steps).orElse(1L),
            Stream.of(Optional.of(begin), end, every, pulse)
                .flatMap(Optional::stream)
                .flatMap(time -> time.note().stream())
                .toList());
    if (plan.width < 1 || plan.width > plan.period) {
      throw Refusal.of(
          "--pulse-width is %s, expected at least a step, %s, and at most --pulse-period, %s",
          width.orElseThrow(), dt, period.orElseThrow());
    }
    return plan;
  }

  /** Such as {@code pulses of 5ms every 20ms from 100ms until 600ms}; empty if it always flows. */
  @Override
  public String toString() {
    String pulses =
        period.map(time -> Text.of("pulses of %s every %s", width.orElseThrow(), time)).orElse("");
    String begin = from.value().signum() == 0 ? "" : "from " + from;
    String end = until.map(time -> "until " + time).orElse("");
    return String.join(" ", Stream.of(pulses, begin, end).filter(part -> !part.isEmpty()).toList());
  }

  /**
   * When the current flows, in steps.
   *
   * @param run length of the run
   * @param from first step with the current
   * @param until first step without it again
   * @param period of pulses
   * @param width of a pulse; the period if there are no pauses
   * @param notes what was rounded
   */
  public record Plan(long run, long from, long until, long period, long width, List<String> notes) {
    /** 1 while the current flows, else 0. */
    InputCurrent gate() {
      InputCurrent on = InputCurrent.step(1, from, until);
      return pauses() ? on.during(InputCurrent.pulses(1, from, period, width)) : on;
    }

    private boolean pauses() {
      return width < period;
    }

    /** Whether it flows throughout the second half of the run. */
    boolean steadyInSecondHalf() {
      return from <= run / 2 && until >= run && !pauses();
    }

    /** For how many steps it flows without a pause, at most. */
    long longest() {
      long whole = Math.min(until, run) - from;
      return pauses() ? Math.min(whole, width) : whole;
    }
  }

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
        throw Refusal.of(
            "%s is %s, expected 0s to %d steps of %s", option, time, QuantitySteps.MAX_STEPS, dt);
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
              Text.of(
                  "%s %s is not a multiple of dt %s: taking %d steps", option, time, dt, steps));
    }
  }
}
