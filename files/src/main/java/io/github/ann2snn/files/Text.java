package io.github.ann2snn.files;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Text for files, tables and messages: the same in every language of the machine. */
public final class Text {
  private static final int MOST_SHOWN = 100;

  private Text() {}

  /** {@code format} with {@code args}, as {@link String#format} writes it in no language. */
  @FormatMethod
  public static String of(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  /** The start of text that may come from anywhere, fit for a message. */
  public static String printable(String text) {
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return start.replaceAll("[^ -~]", "?");
  }
}
