package io.github.ann2snn.train.training;

import io.github.ann2snn.train.model.TrainingConfig;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;

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
}
