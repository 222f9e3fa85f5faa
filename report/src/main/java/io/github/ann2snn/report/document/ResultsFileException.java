package io.github.ann2snn.report.document;

import java.io.IOException;

/** A results file that is damaged or of another version. */
public final class ResultsFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message names the file, what is wrong and what to do
   */
  public ResultsFileException(String message) {
    super(message);
  }
}
