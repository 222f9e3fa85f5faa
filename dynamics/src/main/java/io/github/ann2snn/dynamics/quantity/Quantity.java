package io.github.ann2snn.dynamics.quantity;

import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.dynamics.quantity.Unit.Prefix;
import io.github.ann2snn.files.Refusal;
import java.math.BigDecimal;
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
    if (value.signum() != 0 && !(size >= SMALLEST && size <= LARGEST)) {
      throw Refusal.of(
          "%s%s is too large or too small, expected 0 or %s to %s %s",
          value,
          unit.symbol(),
          SMALLEST,
          LARGEST,
          new Unit(Prefix.NONE, unit.dimension()).symbol());
    }
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
}
