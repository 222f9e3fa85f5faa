package io.github.ann2snn.report.sample;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for drawing, which need few digits. */
final class Significant {
  private Significant() {}

  /**
   * A value with so many significant digits, rounded half up.
   *
   * @return null if the value is no finite number, for which JSON has no word
   */
  static Double digits(double value, int digits) {
    return Double.isFinite(value)
        ? (Double) new BigDecimal(value).round(new MathContext(digits)).doubleValue()
        : null;
  }
}
