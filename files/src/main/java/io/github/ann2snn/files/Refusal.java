package io.github.ann2snn.files;

import com.google.errorprone.annotations.FormatMethod;

/** Refuses arguments; a message names the rule and the value. */
public final class Refusal {
  private Refusal() {}

  /** The exception to throw for an argument, its message made as {@link Text#of} does. */
  @FormatMethod
  public static IllegalArgumentException of(String format, Object... args) {
    return new IllegalArgumentException(Text.of(format, args));
  }

  /**
   * Nothing, unless an argument is refused.
   *
   * @throws IllegalArgumentException if {@code refused}
   */
  @FormatMethod
  public static void when(boolean refused, String format, Object... args) {
    if (refused) {
      throw of(format, args);
    }
  }
}
