package io.github.ann2snn.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file of another framework that cannot be read; the message says file, place and reason. */
public final class BadFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param place within the file, such as {@code layer dense_1}; empty for the file as a whole
   */
  public BadFileException(Path file, String place, String reason) {
    this(file, place, reason, null);
  }

  /** Likewise, with what led to it. */
  public BadFileException(Path file, String place, String reason, Throwable cause) {
    this(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason, cause);
  }

  /** A failure whose message is complete. */
  public BadFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
