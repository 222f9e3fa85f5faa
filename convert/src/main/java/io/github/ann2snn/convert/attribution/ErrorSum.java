package io.github.ann2snn.convert.attribution;

/** Adds up an error. */
final class ErrorSum {
  private long n;
  private double absolute;
  private double signed;

  void add(double error) {
    n++;
    absolute += Math.abs(error);
    signed += error;
  }

  TermError mean() {
    return n == 0 ? new TermError(0, 0) : new TermError(absolute / n, signed / n);
  }
}
