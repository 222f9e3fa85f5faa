package io.github.ann2snn.cli.shell;

import java.io.IOException;

/** A file that is missing or none of ours. */
public final class UnknownFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnknownFileException(String message) {
    super(message);
  }
}
