package io.github.ann2snn.dynamics.hodgkinhuxley;

/**
 * Where every exact solution stays: gates within 0 and 1, the potential between the reversal
 * potentials, widened by what the leak needs to carry the current away. A computed state outside is
 * proof that the step is too long.
 */
final class HodgkinHuxleyRange {
  /** Room for rounding. */
  private static final double SLACK = 1e-9;

  private final HodgkinHuxley membrane;
  private double lowest;
  private double highest;
  private double least;
  private double most;

  HodgkinHuxleyRange(HodgkinHuxley membrane) {
    this.membrane = membrane;
    lowest = membrane.lowest(0);
    highest = membrane.highest(0);
  }

  /**
   * Widens the range for a current that flows from now on.
   *
   * @param density in uA/cm2, finite
   */
  void admit(double density) {
    if (density < least) {
      least = density;
      lowest = membrane.lowest(density);
    }
    if (density > most) {
      most = density;
      highest = membrane.highest(density);
    }
  }

  boolean contains(HodgkinHuxleyState s) {
    double slack = SLACK * (highest - lowest);
    return s.v() >= lowest - slack
        && s.v() <= highest + slack
        && share(s.m())
        && share(s.h())
        && share(s.n());
  }

  private static boolean share(double x) {
    return x >= -SLACK && x <= 1 + SLACK;
  }
}
