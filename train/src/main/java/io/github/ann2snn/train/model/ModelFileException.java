package io.github.ann2snn.train.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A model file, or the provenance beside it, that is missing, damaged, not allowed or not
 * supported. The message names the file, the place in it, the reason, what is allowed and what to
 * do next.
 */
public final class ModelFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelFileException(Path file, String place, String reason) {
    this(file, place, reason, null);
  }

  public ModelFileException(Path file, String place, String reason, Throwable cause) {
    super(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason, cause);
  }
}
