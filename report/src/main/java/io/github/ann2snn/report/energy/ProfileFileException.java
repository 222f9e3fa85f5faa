package io.github.ann2snn.report.energy;

import java.io.IOException;

/** A file of energy profiles that cannot be read; the message says where and what is allowed. */
public final class ProfileFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ProfileFileException(String message) {
    super(message);
  }
}
