package io.github.ann2snn.dynamics.quantity;

import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.dynamics.quantity.Unit.Prefix;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal number with its unit, as a user writes it: {@code 2.5nA}, {@code -70mV}, {@code 1e3
 * Hz}. It is kept as it was written; nothing is rounded before {@link #in}.
 *
 * @param value the number before the unit
 * @param unit its unit
 */
public record Quantity(BigDecimal value, Unit unit) {
  private static final int LONGEST = 100;
  private static final double LARGEST = 1e30;
  private static final double SMALLEST = 1e-30;

  /** Exponents of at most three digits keep decimals small. */
  private static final Pattern SYNTAX =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)\\s*(\\p{L}*)");

  /**
   * @throws IllegalArgumentException if the number is neither 0 nor within 1e-30 ... 1e30 of the SI
   *     unit
   */
  public Quantity {
    double size = Math.abs(value.scaleByPowerOfTen(unit.prefix().exponent()).doubleValue());
    Refusal.when(
        value.signum() != 0 && !(size >= SMALLEST && size <= LARGEST),
        "%s%s is too large or too small, expected 0 or %s to %s %s",
        value,
        unit.symbol(),
        SMALLEST,
        LARGEST,
        new Unit(Prefix.NONE, unit.dimension()).symbol());
  }

  /**
   * Reads a number and its unit.
   *
   * @param text such as {@code 2.5nA}; there may be white space before the unit
   * @param wanted what it has to measure
   * @throws IllegalArgumentException if it is no number with a unit of that dimension, or not
   *     within 1e-30 ... 1e30 of the SI unit; the message names the text and what is allowed
   */
  public static Quantity parse(String text, Dimension wanted) {
    if (text.length() > LONGEST) {
      throw refusal("a text of " + text.length() + " characters is too long", wanted);
    }
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw refusal("'" + text + "' is no number with a unit", wanted);
    }
    Unit unit = unit(text, matcher.group(2), wanted);
    return new Quantity(new BigDecimal(matcher.group(1)), unit);
  }

  /**
   * Reads a number with a unit and gives it in another: {@code parse("2500pA", NANOAMPERE)} is 2.5.
   *
   * @throws IllegalArgumentException like {@link #parse(String, Dimension)}
   */
  public static double parse(String text, Unit wanted) {
    return parse(text, wanted.dimension()).in(wanted);
  }

  /**
   * The double that is nearest to the number in another unit.
   *
   * @throws IllegalArgumentException if that measures something else
   */
  public double in(Unit other) {
    return exactlyIn(other).doubleValue();
  }

  /**
   * The number in another unit, not rounded.
   *
   * @throws IllegalArgumentException if that measures something else
   */
  public BigDecimal exactlyIn(Unit other) {
    if (other.dimension() != unit.dimension()) {
      throw Refusal.of(
          "%s is a %s and cannot be given in %s", this, unit.dimension().word(), other.symbol());
    }
    return value.scaleByPowerOfTen(unit.prefix().exponent() - other.prefix().exponent());
  }

  /** The number as it was written and its unit in the spelling of {@link Unit#symbol}. */
  @Override
  public String toString() {
    return value + unit.symbol();
  }

  private static Unit unit(String text, String symbol, Dimension wanted) {
    if (symbol.isEmpty()) {
      throw refusal("'" + text + "' has no unit", wanted);
    }
    Optional<Unit> unit = Unit.of(symbol);
    if (unit.isEmpty()) {
      throw refusal("'" + text + "' has the unknown unit " + symbol + " (case matters)", wanted);
    }
    Dimension dimension = unit.get().dimension();
    if (dimension != wanted) {
      throw refusal("'" + text + "' is a " + dimension.word(), wanted);
    }
    return unit.get();
  }

  private static IllegalArgumentException refusal(String what, Dimension wanted) {
    return Refusal.of(
        "%s; expected a %s with its unit (%s), such as %s",
        what, wanted.word(), Unit.list(wanted), wanted.example());
  }

  /**
   * A duration as a whole number of steps: the nearest one, half a step rounds up. Computed with
   * the decimals that the user wrote, so that 1 s is exactly 10,000 steps of 0.1 ms.
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
}
