package io.github.ann2snn.train.training;

import io.github.ann2snn.train.architecture.Activation;
import io.github.ann2snn.train.model.Loss;
import io.github.ann2snn.train.model.Updater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What ND4J calls the choices of a training. Apart from them, so that their names are known where
 * there is no ND4J.
 */
final class Nd4jTerms {
  private Nd4jTerms() {}

  /** Activation of the layer that has the weights. */
  static org.nd4j.linalg.activations.Activation of(Activation activation) {
    return switch (activation) {
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
      case TANH -> org.nd4j.linalg.activations.Activation.TANH;
      case QCFS -> org.nd4j.linalg.activations.Activation.IDENTITY;
    };
  }

  /** Activation of the output layer. */
  static org.nd4j.linalg.activations.Activation output(Loss loss) {
    return switch (loss) {
      case MCXENT -> org.nd4j.linalg.activations.Activation.SOFTMAX;
      case MSE -> org.nd4j.linalg.activations.Activation.SIGMOID;
    };
  }

  /** The loss of a layer with {@code outputs} neurons. */
  static ILossFunction of(Loss loss, int outputs) {
    return switch (loss) {
      case MCXENT -> new LossMCXENT();
      case MSE -> new LossL2(Nd4j.valueArrayOf(new long[] {1, outputs}, 0.5f));
    };
  }

  static IUpdater of(Updater updater, double learningRate) {
    return switch (updater) {
      case ADAM -> new Adam(learningRate, 0.9, 0.999, 1e-7);
      case SGD -> new Sgd(learningRate);
      case NESTEROVS -> new Nesterovs(learningRate, 0.9);
    };
  }
}
