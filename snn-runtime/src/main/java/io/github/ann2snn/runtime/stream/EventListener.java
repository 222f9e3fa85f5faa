package io.github.ann2snn.runtime.stream;

/** Told what a network makes of a stream of events, in the thread that feeds it. */
public interface EventListener {
  /** Nobody listens. */
  EventListener NONE = new EventListener() {};

  /**
   * An output neuron has fired; never under membrane readout.
   *
   * @param time at which the step ended
   * @param output the class
   */
  default void spike(long time, int output) {}

  /**
   * A step has run; its spikes were told before.
   *
   * @param time at which it ended
   * @param session to ask, not to run
   */
  default void step(long time, StreamingSession session) {}

  /**
   * A window has ended; the session begins anew after this.
   *
   * @param time at which its last step ended
   * @param prediction the class
   */
  default void decision(long time, int prediction) {}
}
