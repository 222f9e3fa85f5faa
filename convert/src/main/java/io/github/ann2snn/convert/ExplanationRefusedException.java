package io.github.ann2snn.convert;

/**
 * A model and a network whose errors cannot be told apart: they do not belong together, or the
 * network has neurons to which the terms do not apply. The message says which, and what to do.
 */
public final class ExplanationRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ExplanationRefusedException(String message) {
    super(message);
  }
}
