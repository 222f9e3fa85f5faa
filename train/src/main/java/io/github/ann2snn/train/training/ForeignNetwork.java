package io.github.ann2snn.train.training;

import io.github.ann2snn.train.architecture.Architecture;
import io.github.ann2snn.train.architecture.NetworkStage;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.TrainingConfig;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Networks whose weights come from elsewhere. */
public final class ForeignNetwork {
  private ForeignNetwork() {}

  /**
   * A network whose parameters are all zero, for a reader to fill; nothing is drawn at random.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if {@link ModelFile} would
   *     not load such a network, checked before memory is taken
   */
  public static MultiLayerNetwork create(MultiLayerConfiguration configuration) {
    long parameters = parameters(configuration);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    INDArray zeros = Nd4j.create(DataType.FLOAT, 1, parameters);
    network.init(zeros, false);
    return network;
  }

  /**
   * The same for an architecture whose hidden layers have ReLU and whose output layer has softmax.
   */
  public static MultiLayerNetwork create(Architecture architecture) {
    TrainingConfig config = TrainingConfig.builder(architecture).build();
    MultiLayerConfiguration configuration = NetworkFactory.configuration(config, DataType.FLOAT);
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weighted) {
        weighted.setIUpdater(new NoOp());
      }
    }
    return create(configuration);
  }

  /**
   * How many parameters such a network has.
   *
   * @throws IllegalArgumentException as {@link #create}
   */
  public static long parameters(MultiLayerConfiguration configuration) {
    List<NetworkStage> stages = ConfigurationReader.stages(configuration);
    ConfigurationReader.architecture(stages);
    return stages.stream().mapToLong(NetworkStage::parameters).sum();
  }
}
