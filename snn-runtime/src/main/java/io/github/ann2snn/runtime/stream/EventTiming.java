package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.files.Refusal;

/**
 * How events become steps. Time is a whole number in the unit of the source, such as microseconds.
 *
 * @param origin time at which step 0 begins
 * @param width of a step, at least 1; step k takes the events of {@code [origin + k width, origin +
 *     (k + 1) width)}. For leaky neurons it should be the network's timestep.
 * @param window number of steps after which the network decides and begins anew; 0 if it never does
 * @param late what happens to an event of a step that has already run
 * @param longestGap the most steps that one event or {@link EventStream#advanceTo} may let run: a
 *     damaged time would otherwise take years
 */
public record EventTiming(long origin, long width, long window, Late late, long longestGap) {
  /** Some seconds of work for a network of some hundred thousand weights. */
  public static final long LONGEST_GAP = 1_000_000;

  /** What happens to an event of a step that has already run. */
  public enum Late {
    /** {@link EventStream#accept} throws. */
    REFUSE,
    /** It is counted ({@link EventStream#dropped()}) and otherwise ignored. */
    DROP
  }

  /**
   * Checks the numbers.
   *
   * @param origin time at which step 0 begins
   * @param width of a step, at least 1; step k takes the events of {@code [origin + k width, origin
   *     + (k + 1) width)}. For leaky neurons it should be the network's timestep.
   * @param window number of steps after which the network decides and begins anew; 0 if it never
   *     does
   * @param late what happens to an event of a step that has already run
   * @param longestGap the most steps that one event or {@link EventStream#advanceTo} may let run: a
   *     damaged time would otherwise take years
   * @throws IllegalArgumentException if a number is out of range
   */
  public EventTiming {
    require("width of a step", width, 1);
    require("window", window, 0);
    require("longest gap", longestGap, 1);
  }

  private static void require(String what, long value, long least) {
    Refusal.when(value < least, "the %s is %d, expected at least %d", what, value, least);
  }

  /**
   * {@return steps from time 0 on, no windows, late events refused}
   *
   * @param width of a step
   */
  public static EventTiming steps(long width) {
    return new EventTiming(0, width, 0, Late.REFUSE, LONGEST_GAP);
  }

  /**
   * {@return the same with step 0 at another time}
   *
   * @param time at which step 0 begins
   */
  public EventTiming from(long time) {
    return new EventTiming(time, width, window, late, longestGap);
  }

  /**
   * {@return the same with a decision and a fresh start after every so many steps}
   *
   * @param steps of a window; 0 for no windows
   * @throws IllegalArgumentException if the number is below 0
   */
  public EventTiming windows(long steps) {
    return new EventTiming(origin, width, steps, late, longestGap);
  }

  /** {@return the same, but late events are dropped} */
  public EventTiming droppingLate() {
    return new EventTiming(origin, width, window, Late.DROP, longestGap);
  }

  /**
   * {@return the same with another longest gap}
   *
   * @param steps the most that one event or {@link EventStream#advanceTo} may let run, at least 1
   * @throws IllegalArgumentException if the number is below 1
   */
  public EventTiming withLongestGap(long steps) {
    return new EventTiming(origin, width, window, late, steps);
  }
}
