package io.github.ann2snn.convert.tuning;

import java.io.IOException;

/** A tuning file that is damaged, or of another tuning. */
public final class TuningFileException extends IOException {
  private static final long serialVersionUID = 1L;

  TuningFileException(String message) {
    super(message);
  }
}
