package io.github.ann2snn.dynamics.hodgkinhuxley;

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
    if (trace == null) {
      throw new IllegalArgumentException(
          "neuron %d was not traced, only %s".formatted(neuron, traces.keySet()));
    }
    return trace;
  }
}
