package io.github.ann2snn.files;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;

/**
 * A file that cannot be used: missing, damaged, not what it claims to be, or of another version.
 * The message says which file, where in it, what is wrong, and what is allowed or to do next; the
 * command line ends with the exit code for bad files.
 */
public final class BadFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A failure whose message says all of it. */
  public BadFileException(String message) {
    super(message);
  }

  /** Likewise, with a message of {@link Text#of}. */
  @FormatMethod
  public static BadFileException of(String format, Object... args) {
    return new BadFileException(Text.of(format, args));
  }

  /** Likewise, with what led to it. */
  public BadFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A failure at a place.
   *
   * @param file its path, or how the user calls it
   * @param place within the file, such as {@code layer dense_1}; empty for the file as a whole
   */
  public BadFileException(Object file, String place, String reason) {
    this(message(file, place, reason));
  }

  /** Likewise, with what is allowed or to do next. */
  public BadFileException(Object file, String place, String reason, String remedy) {
    this(message(file, place, reason + "; " + remedy));
  }

  /** Likewise, with what led to it. */
  public BadFileException(Object file, String place, String reason, Throwable cause) {
    this(message(file, place, reason), cause);
  }

  /**
   * Nothing, unless a file is refused, with a message as {@link #of} makes it.
   *
   * @throws BadFileException if {@code refused}
   */
  @FormatMethod
  public static void when(boolean refused, String format, Object... args) throws BadFileException {
    if (refused) {
      throw of(format, args);
    }
  }

  private static String message(Object file, String place, String reason) {
    return file + ": " + (place.isEmpty() ? "" : place + ": ") + reason;
  }
}
