package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;

/**
 * Feeds a session with events that have a time, such as those of an event camera, and tells a
 * listener what comes out.
 *
 * <p>The events of a step are collected and run together when time moves on to a later step: by a
 * later event, {@link #advanceTo} or {@link #finish}. Within a step they may come in any order;
 * several of a channel are one spike. Steps without events run like all others, exactly, so that a
 * gap costs as many steps as it is long: each takes about as long as the neurons need to integrate.
 *
 * <p>Not for several threads at once.
 */
public final class EventStream {
  private final StreamingSession session;
  private final EventTiming timing;
  private final EventListener listener;
  private final int[] channels;
  private final boolean[] seen;
  private final int[] fired;
  private int count;
  private long step;
  private long windowSteps;
  private long dropped;

  /**
   * A stream before its first event, which resets the session; nobody else should run it.
   *
   * @param session which the stream runs from now on
   * @param timing how events become steps
   * @param listener told of spikes, steps and decisions
   */
  public EventStream(StreamingSession session, EventTiming timing, EventListener listener) {
    this.session = session;
    this.timing = timing;
    this.listener = listener;
    this.channels = new int[session.network().network().inputs()];
    this.seen = new boolean[channels.length];
    this.fired = new int[session.network().network().outputs()];
    session.reset();
  }

  /**
   * Takes an event.
   *
   * @param time when
   * @param channel the input that spikes
   * @throws IllegalArgumentException if there is no such input; if its step has already run, unless
   *     late events are dropped; or if it lies further ahead than the longest gap. Then nothing has
   *     changed.
   */
  public void accept(long time, int channel) {
    session.check(channel);
    long at = stepOf(time);
    if (at < step) {
      late(time);
      return;
    }
    runTo(at);
    if (!seen[channel]) {
      seen[channel] = true;
      channels[count++] = channel;
    }
  }

  private void late(long time) {
    if (timing.late() == EventTiming.Late.REFUSE) {
      throw new IllegalArgumentException(
          Text.of(
                  "the event at %d is late: the steps before %d have run; sort the events, take wider steps",
                  time, timeOf(step))
              + " or drop late ones");
    }
    dropped++;
  }

  /**
   * Runs all steps that end at or before {@code time}; none if that is in the past.
   *
   * @param time in the unit of the source
   * @throws IllegalArgumentException if they are more than the longest gap
   */
  public void advanceTo(long time) {
    runTo(Math.max(step, stepOf(time)));
  }

  /** Runs the step whose events have been collected so far. */
  public void finish() {
    runStep();
  }

  private void runTo(long target) {
    long gap = target - step;
    if (gap > timing.longestGap()) {
      throw Refusal.of(
          "the next step is %d steps ahead, expected at most %d; see EventTiming.withLongestGap",
          gap, timing.longestGap());
    }
    while (step < target) {
      runStep();
    }
  }

  private void runStep() {
    session.step(channels, count);
    for (int k = 0; k < count; k++) {
      seen[channels[k]] = false;
    }
    count = 0;
    step++;
    long time = timeOf(step);
    int spikes = session.outputSpikes(fired);
    for (int k = 0; k < spikes; k++) {
      listener.spike(time, fired[k]);
    }
    listener.step(time, session);
    windowSteps++;
    if (windowSteps == timing.window()) {
      listener.decision(time, session.prediction());
      session.reset();
      windowSteps = 0;
    }
  }

  /** Steps before the origin are negative, and late. */
  private long stepOf(long time) {
    try {
      return Math.floorDiv(Math.subtractExact(time, timing.origin()), timing.width());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Text.of("the time %d is too far from the origin %d", time, timing.origin()), e);
    }
  }

  private long timeOf(long step) {
    return timing.origin() + step * timing.width();
  }

  /** {@return the session, to ask: not to run} */
  public StreamingSession session() {
    return session;
  }

  /** {@return the time at which the step begins that takes the next events} */
  public long time() {
    return timeOf(step);
  }

  /** {@return the number of steps that have run since the origin} */
  public long steps() {
    return step;
  }

  /** {@return the number of late events that were dropped} */
  public long dropped() {
    return dropped;
  }

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
}
