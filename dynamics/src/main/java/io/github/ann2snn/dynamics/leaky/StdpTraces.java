package io.github.ann2snn.dynamics.leaky;

/** Exponentially decaying traces that are touched by events only; in between they are implied. */
final class StdpTraces {
  private final double[] values;
  private final long[] since;
  private final DecayTable decay;
  private final double amplitude;
  private final boolean adds;

  /**
   * @param count number of traces, all 0 at the start
   * @param amplitude what an event adds, or sets for nearest neighbours
   */
  StdpTraces(int count, double amplitude, DecayTable decay, StdpPairing pairing) {
    values = new double[count];
    since = new long[count];
    this.decay = decay;
    this.amplitude = amplitude;
    adds = pairing == StdpPairing.ALL_TO_ALL;
  }

  /** Trace {@code i} at a step that is not before its last event. */
  double at(int i, long step) {
    return values[i] * decay.after(step - since[i]);
  }

  /** An event of trace {@code i}. */
  void event(int i, long step) {
    values[i] = adds ? at(i, step) + amplitude : amplitude;
    since[i] = step;
  }
}
