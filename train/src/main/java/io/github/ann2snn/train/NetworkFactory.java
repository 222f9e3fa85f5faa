package io.github.ann2snn.train;

import io.github.ann2snn.train.qcfs.QcfsLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Untrained networks: weights uniform in ±sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010,
 * equation 16), biases zero.
 */
final class NetworkFactory {
  private NetworkFactory() {}

  static MultiLayerNetwork create(TrainingConfig config) {
    return create(config, DataType.FLOAT);
  }

  static MultiLayerNetwork create(TrainingConfig config, DataType type) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(config, type));
    network.init();
    return network;
  }

  private static MultiLayerConfiguration configuration(TrainingConfig config, DataType type) {
    Architecture architecture = config.architecture();
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder()
            .seed(config.seed())
            .dataType(type)
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .biasInit(0)
            .updater(config.updater().nd4j(config.learningRate()));
    if (config.l2() > 0) {
      base.l2(config.l2());
    }
    NeuralNetConfiguration.ListBuilder list = base.list();
    for (int i = 0; i < architecture.layers(); i++) {
      list.layer(layer(config, i));
      if (config.activation() == Activation.QCFS && i < architecture.layers() - 1) {
        list.layer(new QcfsLayer("qcfs_" + i, config.levels()));
      }
    }
    return list.build();
  }

  private static FeedForwardLayer layer(TrainingConfig config, int index) {
    Architecture architecture = config.architecture();
    boolean last = index == architecture.layers() - 1;
    FeedForwardLayer.Builder<?> builder =
        last
            ? new OutputLayer.Builder(config.loss().function(architecture.outputs()))
                .name("output")
                .activation(config.loss().output())
            : new DenseLayer.Builder()
                .name("dense_" + index)
                .activation(config.activation().nd4j());
    builder.nIn(architecture.sizes().get(index)).nOut(architecture.sizes().get(index + 1));
    if (index > 0 && config.dropout() > 0) {
      // Applies to a layer's input, here the hidden layer before it, and takes what is kept.
      builder.dropOut(new Dropout(1 - config.dropout()));
    }
    return builder.build();
  }
}
