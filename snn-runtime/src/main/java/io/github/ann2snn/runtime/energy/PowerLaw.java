package io.github.ann2snn.runtime.energy;

/** {@code y = y_1 (x / x_1)^exponent}. */
record PowerLaw(double x1, double y1, double exponent) {
  /** Through two points with positive coordinates; exact in both. */
  static PowerLaw through(double x1, double y1, double x2, double y2) {
    return new PowerLaw(x1, y1, Math.log(y2 / y1) / Math.log(x2 / x1));
  }

  double at(double x) {
    return y1 * Math.pow(x / x1, exponent);
  }
}
