package io.github.ann2snn.train.model;

import java.util.Locale;

/** How a gradient changes the weights. Defaults are those of Keras. */
public enum Updater {
  /** Adam (Kingma and Ba 2015, algorithm 1): β1 = 0.9, β2 = 0.999, ε = 1e-7; rate 0.001. */
  ADAM(0.001),
  /** Stochastic gradient descent; rate 0.01. */
  SGD(0.01),
  /** Gradient descent with Nesterov momentum 0.9; rate 0.01. */
  NESTEROVS(0.01);

  private final double defaultLearningRate;

  Updater(double defaultLearningRate) {
    this.defaultLearningRate = defaultLearningRate;
  }

  /** The learning rate used where none is given. */
  public double defaultLearningRate() {
    return defaultLearningRate;
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
