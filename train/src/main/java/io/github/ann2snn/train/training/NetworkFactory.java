package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.model.ModelFile;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Untrained networks: weights uniform in ±sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010,
 * equation 16), biases zero.
 */
public final class NetworkFactory {
  private NetworkFactory() {}

  public static MultiLayerNetwork create(TrainingConfig config) {
    return create(config, DataType.FLOAT);
  }

  public static MultiLayerNetwork create(TrainingConfig config, DataType type) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(config, type));
    network.init();
    return network;
  }

  static MultiLayerConfiguration configuration(TrainingConfig config, DataType type) {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder()
            .seed(config.seed())
            .dataType(type)
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .biasInit(0)
            .updater(Nd4jTerms.of(config.updater(), config.learningRate()));
    if (config.l2() > 0) {
      base.l2(config.l2());
    }
    NeuralNetConfiguration.ListBuilder list = base.list();
    new LayerChain(config, list).addAll();
    return list.build();
  }

  /**
   * A network whose parameters are all zero, for a reader to fill; nothing is drawn at random.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if {@link ModelFile} would
   *     not load such a network, checked before memory is taken
   */
  public static MultiLayerNetwork zero(MultiLayerConfiguration configuration) {
    long parameters = parameters(configuration);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    INDArray zeros = Nd4j.create(DataType.FLOAT, 1, parameters);
    network.init(zeros, false);
    return network;
  }

  /**
   * The same for an architecture whose hidden layers have ReLU and whose output layer has softmax.
   */
  public static MultiLayerNetwork zero(Architecture architecture) {
    TrainingConfig config = TrainingConfig.of(architecture);
    MultiLayerConfiguration configuration = configuration(config, DataType.FLOAT);
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weighted) {
        weighted.setIUpdater(new NoOp());
      }
    }
    return zero(configuration);
  }

  /**
   * How many parameters such a network has.
   *
   * @throws IllegalArgumentException as {@link #zero}
   */
  public static long parameters(MultiLayerConfiguration configuration) {
    List<NetworkStage> stages = ConfigurationReader.stages(configuration);
    NetworkStage.architecture(stages);
    return stages.stream().mapToLong(NetworkStage::parameters).sum();
  }

  /**
   * What ND4J calls the choices of a training. Apart from them, so that their names are known where
   * there is no ND4J.
   */
  static final class Nd4jTerms {
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
}
