package io.github.ann2snn.convert.tuning;

/** What is known of the held-out samples. */
public enum Basis {
  /** The training of the model held them out. */
  VALIDATION("held-out training samples that the model has not learned"),
  /** A surrogate was trained like the model, but without them. */
  SURROGATE("held-out training samples, with a surrogate trained like the model but without them"),
  /** As far as anybody knows, the model has learned them. */
  LEARNED("training samples that the model has learned");

  private final String heldOut;

  Basis(String heldOut) {
    this.heldOut = heldOut;
  }

  /** How users and files name it. */
  public String heldOut() {
    return heldOut;
  }
}
