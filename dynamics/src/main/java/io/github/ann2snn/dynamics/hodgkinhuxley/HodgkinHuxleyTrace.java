package io.github.ann2snn.dynamics.hodgkinhuxley;

/** What one membrane did: its state at the times {@code 0, dt, 2 dt, ...}. */
public final class HodgkinHuxleyTrace {
  private final double dtMs;
  private final double[] v;
  private final double[] m;
  private final double[] h;
  private final double[] n;

  HodgkinHuxleyTrace(double dtMs, int samples) {
    this.dtMs = dtMs;
    v = new double[samples];
    m = new double[samples];
    h = new double[samples];
    n = new double[samples];
  }

  void set(int sample, HodgkinHuxleyState state) {
    v[sample] = state.v();
    m[sample] = state.m();
    h[sample] = state.h();
    n[sample] = state.n();
  }

  /** How many states: one more than steps. */
  public int samples() {
    return v.length;
  }

  /** The time of a state, in ms. */
  public double timeMs(int sample) {
    return sample * dtMs;
  }

  /** The state before step {@code sample}. */
  public HodgkinHuxleyState at(int sample) {
    return new HodgkinHuxleyState(v[sample], m[sample], h[sample], n[sample]);
  }

  /** The highest potential, in mV. */
  public double peak() {
    double peak = v[0];
    for (double x : v) {
      peak = Math.max(peak, x);
    }
    return peak;
  }
}
