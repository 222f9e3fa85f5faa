package io.github.ann2snn.dynamics.quantity;

import io.github.ann2snn.files.Refusal;

/** Checks on parameters; each error names the parameter, its value and what is allowed. */
public final class Allowed {
  private Allowed() {}

  /**
   * {@code value} itself.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public static double finite(String name, double value, String unit) {
    Refusal.when(
        !Double.isFinite(value), "%s is %s %s, expected a finite number", name, value, unit);
    return value;
  }

  /**
   * {@code value} itself.
   *
   * @throws IllegalArgumentException if it is not finite or not greater than zero
   */
  public static double positive(String name, double value, String unit) {
    Refusal.when(
        !(finite(name, value, unit) > 0), "%s is %s %s, expected a number > 0", name, value, unit);
    return value;
  }

  /**
   * Nothing, if {@code dtMs} resolves a time constant.
   *
   * @throws IllegalArgumentException if the step is not shorter than {@code tauMs}
   */
  public static void resolves(double dtMs, String name, double tauMs) {
    if (!(dtMs < tauMs)) {
      throw Refusal.of(
          "dt is %s ms, expected less than %s = %s ms; choose a shorter step", dtMs, name, tauMs);
    }
  }
}
