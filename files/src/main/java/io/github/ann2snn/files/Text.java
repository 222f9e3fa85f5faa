package io.github.ann2snn.files;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Text for files, tables and messages: the same in every language of the machine. */
public final class Text {
  private Text() {}

  /** {@code format} with {@code args}, as {@link String#format} writes it in no language. */
  @FormatMethod
  public static String of(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
