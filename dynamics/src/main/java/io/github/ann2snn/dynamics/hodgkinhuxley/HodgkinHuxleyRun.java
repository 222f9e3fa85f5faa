package io.github.ann2snn.dynamics.hodgkinhuxley;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** When the neurons of a run fired, and what some of them did in between. */
public final class HodgkinHuxleyRun {
  private static final double MS_PER_S = 1000;

  private final double dtMs;
  private final long steps;
  private final double[][] spikes;
  private final Map<Integer, HodgkinHuxleyTrace> traces;

  HodgkinHuxleyRun(
      double dtMs, long steps, double[][] spikes, Map<Integer, HodgkinHuxleyTrace> traces) {
    this.dtMs = dtMs;
    this.steps = steps;
    this.spikes = spikes;
    this.traces = traces;
  }

  /** How many neurons ran. */
  public int neurons() {
    return spikes.length;
  }

  /** How long they ran, in ms. */
  public double durationMs() {
    return steps * dtMs;
  }

  /** When a neuron fired, in ms, ascending; a copy. */
  public double[] spikeTimes(int neuron) {
    return spikes[neuron].clone();
  }

  /**
   * The rate of a neuron in Hz: one over the mean interval between its spikes from a time on, which
   * does not depend on where within an interval the run ends; 0 with fewer than two spikes.
   *
   * @param neuron which
   * @param fromMs a time in ms by which the rate has settled
   */
  public double rate(int neuron, double fromMs) {
    double[] times = spikes[neuron];
    int first = 0;
    while (first < times.length && times[first] < fromMs) {
      first++;
    }
    int intervals = times.length - 1 - first;
    return intervals < 1 ? 0 : intervals * MS_PER_S / (times[times.length - 1] - times[first]);
  }

  /** The neurons that were traced. */
  public Set<Integer> traced() {
    return Set.copyOf(traces.keySet());
  }

  /**
   * The states of a neuron.
   *
   * @throws IllegalArgumentException if it was not traced
   */
  public HodgkinHuxleyTrace trace(int neuron) {
    HodgkinHuxleyTrace trace = traces.get(neuron);
    Refusal.when(trace == null, "neuron %d was not traced, only %s", neuron, traces.keySet());
    return trace;
  }

  /** What one membrane did: its state at the times {@code 0, dt, 2 dt, ...}. */
  public static final class HodgkinHuxleyTrace {
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
      return Arrays.stream(v).max().orElseThrow();
    }
  }
}
