package io.github.ann2snn.files.numpy;

/** What is wrong with an array; whoever knows the file says which. */
final class NpyFormatException extends Exception {
  private static final long serialVersionUID = 1;

  NpyFormatException(String reason) {
    super(reason);
  }
}
