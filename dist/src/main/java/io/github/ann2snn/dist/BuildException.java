package io.github.ann2snn.dist;

/** What cannot be built here; the message says what helps. */
final class BuildException extends RuntimeException {
  BuildException(String message) {
    super(message);
  }
}
