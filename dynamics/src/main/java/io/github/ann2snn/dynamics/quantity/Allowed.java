package io.github.ann2snn.dynamics.quantity;

/** Checks on parameters; each error names the parameter, its value and what is allowed. */
public final class Allowed {
  private Allowed() {}

  /**
   * {@code value} itself.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public static double finite(String name, double value, String unit) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s is %s %s, expected a finite number".formatted(name, value, unit));
    }
    return value;
  }

  /**
   * {@code value} itself.
   *
   * @throws IllegalArgumentException if it is not finite or not greater than zero
   */
  public static double positive(String name, double value, String unit) {
    if (!(finite(name, value, unit) > 0)) {
      throw new IllegalArgumentException(
          "%s is %s %s, expected a number > 0".formatted(name, value, unit));
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
      throw new IllegalArgumentException(
          "dt is %s ms, expected less than %s = %s ms; choose a shorter step"
              .formatted(dtMs, name, tauMs));
    }
  }
}
