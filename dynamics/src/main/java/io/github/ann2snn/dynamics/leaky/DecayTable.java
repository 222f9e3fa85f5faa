package io.github.ann2snn.dynamics.leaky;

/** {@code e^(-n dt/tau)} for whole numbers of steps n; those that occur often are looked up. */
final class DecayTable {
  private static final int LONGEST = 4096;

  private final double dtMs;
  private final double tauMs;
  private final double[] factors;

  DecayTable(double dtMs, double tauMs) {
    this.dtMs = dtMs;
    this.tauMs = tauMs;
    factors = new double[LONGEST];
    for (int n = 0; n < LONGEST; n++) {
      factors[n] = exact(n);
    }
  }

  /** What remains after {@code steps}, at least 0. */
  double after(long steps) {
    return steps < LONGEST ? factors[(int) steps] : exact(steps);
  }

  private double exact(long steps) {
    return Math.exp(-(steps * dtMs) / tauMs);
  }
}
