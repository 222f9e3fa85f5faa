package io.github.ann2snn.runtime.nir;

import java.io.IOException;

/** A network file that cannot be read or written; the message says file, place and reason. */
public final class NetworkFileException extends IOException {
  private static final long serialVersionUID = 1;

  NetworkFileException(String message) {
    super(message);
  }

  NetworkFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
