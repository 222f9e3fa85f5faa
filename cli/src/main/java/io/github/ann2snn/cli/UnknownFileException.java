package io.github.ann2snn.cli;

import java.io.IOException;

/** A file that is missing or none of ours. */
final class UnknownFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnknownFileException(String message) {
    super(message);
  }
}
