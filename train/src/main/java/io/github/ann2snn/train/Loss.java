package io.github.ann2snn.train;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What training minimises, as a mean over samples; y is the one-hot label, ŷ the output. */
public enum Loss {
  /** Categorical cross-entropy -Σ y ln ŷ, with a softmax output layer. */
  MCXENT(org.nd4j.linalg.activations.Activation.SOFTMAX) {
    @Override
    ILossFunction function(int outputs) {
      return new LossMCXENT();
    }
  },
  /** Squared error ½ Σ (y - ŷ)², with a sigmoid output layer. */
  MSE(org.nd4j.linalg.activations.Activation.SIGMOID) {
    @Override
    ILossFunction function(int outputs) {
      return new LossL2(Nd4j.valueArrayOf(new long[] {1, outputs}, 0.5f));
    }
  };

  private final org.nd4j.linalg.activations.Activation output;

  Loss(org.nd4j.linalg.activations.Activation output) {
    this.output = output;
  }

  abstract ILossFunction function(int outputs);

  /** Activation of the output layer. */
  org.nd4j.linalg.activations.Activation output() {
    return output;
  }

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
