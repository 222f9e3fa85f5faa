package io.github.ann2snn.report.recording;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers within sentences and tables. */
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
}
