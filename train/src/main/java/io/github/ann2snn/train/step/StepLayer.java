package io.github.ann2snn.train.step;

/** A layer at work, between two {@link Flow}s. */
interface StepLayer {
  /** Whether samples do not meet in it, so that parts of a batch may be computed at once. */
  default boolean isSampleWise() {
    return true;
  }

  /** Computes the values of a part, or of the whole batch where samples meet. */
  void forward(Part part);

  /** Computes the gradients of what went in, from those of what came out. */
  void backward(Part part);

  /**
   * Writes the gradients of its parameters, which all parts have a share in, when they are done.
   */
  default void sum(int parts) {}
}
