package io.github.ann2snn.runtime.connection;

import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Adds or averages what lies within a window, channel by channel; what the window does not reach at
 * the lower and right border is lost.
 *
 * @param kind sum or average
 * @param input shape of what comes in
 * @param window kernel size, stride and padding; its dilation is 1
 */
public record Pooling(Kind kind, FeatureMaps input, Window window) {
  /** What is made of the values within a window. */
  public enum Kind {
    /** Their sum (NIR's {@code SumPool2d}). */
    SUM,
    /** Their sum divided by the number of taps, padding included (NIR's {@code AvgPool2d}). */
    AVERAGE;

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException if the window is dilated or does not fit
   */
  public Pooling {
    window.requireUndilated();
    window.output(input, input.channels());
  }

  /** Shape of what comes out. */
  public FeatureMaps output() {
    return window.output(input, input.channels());
  }

  /** By what the sum is divided. */
  public long divisor() {
    return kind == Kind.AVERAGE ? window.area() : 1;
  }

  /** Gives the pooled values that value {@code i} goes into, in ascending order. */
  public void forEachPooled(int i, IntConsumer consumer) {
    window.forEachPosition(input, i, consumer);
  }
}
