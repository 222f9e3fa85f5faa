package io.github.ann2snn.train.model;

import io.github.ann2snn.train.architecture.Named;

/** What training minimises, as a mean over samples; y is the one-hot label, ŷ the output. */
public enum Loss {
  /** Categorical cross-entropy -Σ y ln ŷ, with a softmax output layer. */
  MCXENT,
  /** Squared error ½ Σ (y - ŷ)², with a sigmoid output layer. */
  MSE;

  /**
   * The loss that {@link #toString} names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Loss parse(String name) {
    return Named.parse("loss", Loss.class, name);
  }

  @Override
  public String toString() {
    return Named.of(this);
  }
}
