package io.github.ann2snn.datasets;

import java.io.IOException;

/**
 * A data set that is missing, damaged or not what it claims to be. The message says what is wrong,
 * where, what is allowed and what to do next.
 */
public final class DatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
