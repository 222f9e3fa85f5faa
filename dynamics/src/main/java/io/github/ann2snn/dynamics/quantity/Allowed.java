package io.github.ann2snn.dynamics.quantity;

import io.github.ann2snn.files.Refusal;

/** Checks on parameters; each error names the parameter, its value and what is allowed. */
public final class Allowed {
  private Allowed() {}

  /**
   * Nothing, if the value is allowed.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void require(boolean allowed, String name, Object value, String expected) {
    Refusal.when(!allowed, "%s is %s, expected %s", name, value, expected);
  }

  /** {@code value} itself, of a quantity that its name tells; likewise. */
  public static double finite(String name, double value) {
    require(Double.isFinite(value), name, value, "a finite number");
    return value;
  }

  /** {@code value} itself; likewise. */
  public static double finite(String name, double value, String unit) {
    if (!Double.isFinite(value)) {
      throw Refusal.of("%s is %s %s, expected a finite number", name, value, unit);
    }
    return value;
  }

  /** {@code value} itself, which is to be greater than zero; likewise. */
  public static double positive(String name, double value, String unit) {
    if (!(finite(name, value, unit) > 0)) {
      throw Refusal.of("%s is %s %s, expected a number > 0", name, value, unit);
    }
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
