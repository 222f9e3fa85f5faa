package io.github.ann2snn.interop;

import java.io.IOException;
import java.nio.file.Path;

/** A file of another framework that cannot be read; the message says file, place and reason. */
public final class ImportException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param place within the file, such as {@code layer dense_1}; empty for the file as a whole
   */
  public ImportException(Path file, String place, String reason) {
    this(file, place, reason, null);
  }

  /** Likewise, with what led to it. */
  public ImportException(Path file, String place, String reason, Throwable cause) {
    this(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason, cause);
  }

  /** A failure whose message is complete. */
  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
