package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.files.Text;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers, and what they count or measure, within sentences and tables. */
final class Figure {
  private static final MathContext DIGITS = new MathContext(6);
  private static final MathContext FEW_DIGITS = new MathContext(3);

  /** Below this many millivolts a voltage is told in microvolts. */
  private static final double SMALL_MV = 0.1;

  private Figure() {}

  /** A finite number with at most six digits that count and no zeros at the end. */
  static String of(double value) {
    return rounded(value, DIGITS);
  }

  /** The same with three digits. */
  static String rough(double value) {
    return rounded(value, FEW_DIGITS);
  }

  private static String rounded(double value, MathContext digits) {
    BigDecimal rounded = new BigDecimal(value).round(digits);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A voltage with its unit. */
  static String voltage(double millivolts) {
    return Math.abs(millivolts) < SMALL_MV ? of(millivolts * 1000) + " uV" : of(millivolts) + " mV";
  }

  /** Such as {@code 1 neuron} or {@code 9,900 synapses}. */
  static String count(long count, String thing) {
    return Text.of("%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /** Such as {@code 2.5 nA}. */
  static String spaced(Quantity quantity) {
    return quantity.value() + " " + quantity.unit().symbol();
  }
}
