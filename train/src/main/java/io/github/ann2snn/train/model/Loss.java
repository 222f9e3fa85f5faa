package io.github.ann2snn.train.model;

import java.util.Locale;

/** What training minimises, as a mean over samples; y is the one-hot label, ŷ the output. */
public enum Loss {
  /** Categorical cross-entropy -Σ y ln ŷ, with a softmax output layer. */
  MCXENT,
  /** Squared error ½ Σ (y - ŷ)², with a sigmoid output layer. */
  MSE;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
