package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class NetworkFactoryTest {
  private static BaseLayer layer(MultiLayerNetwork network, int index) {
    return (BaseLayer) network.getLayer(index).conf().getLayer();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 99, -5})
  void drawsWeightsFromGlorotsRange(long seed) {
    MultiLayerNetwork network =
        NetworkFactory.create(
            TrainingConfigBuilder.of(Architecture.parse("300-200-100")).seed(seed).build());
    for (int i = 0; i < 2; i++) {
      float limit = (float) Math.sqrt(6.0 / (i == 0 ? 500 : 300));
      float[] weights = network.getLayer(i).getParam("W").dup().data().asFloat();
      float largest = 0;
      double squares = 0;
      for (float weight : weights) {
        largest = Math.max(largest, Math.abs(weight));
        squares += weight * weight;
      }
      assertTrue(largest <= limit * 1.000001f && largest > 0.999f * limit, "largest " + largest);
      assertEquals(limit * limit / 3, squares / weights.length, 0.02 * limit * limit);
      assertEquals(0, network.getLayer(i).getParam("b").ameanNumber().doubleValue());
    }
  }

  @Test
  void buildsTheKerasExample() {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().dropout(0.25).l2(0.125).build());
    assertEquals("dense_0", layer(network, 0).getLayerName());
    assertEquals("dense_1", layer(network, 1).getLayerName());
    assertEquals("output", layer(network, 2).getLayerName());
    assertEquals(new ActivationSoftmax(), layer(network, 2).getActivationFn());
    assertEquals(new LossMCXENT(), ((BaseOutputLayer) layer(network, 2)).getLossFn());
    assertEquals(new Adam(0.01, 0.9, 0.999, 1e-7), layer(network, 0).getIUpdater());
    assertEquals(
        0.125,
        ((L2Regularization) layer(network, 1).getRegularization().get(0)).getL2().valueAt(0, 0));
    assertTrue(layer(network, 1).getRegularizationBias().isEmpty());
    assertEquals(
        WorkspaceMode.ENABLED, network.getLayerWiseConfigurations().getTrainingWorkspaceMode());
  }

  @Test
  void dropsHiddenOutputsButNoInputs() {
    MultiLayerNetwork network = NetworkFactory.create(Samples.config().dropout(0.25).build());
    assertNull(layer(network, 0).getIDropout());
    assertEquals(0.75, ((Dropout) layer(network, 1).getIDropout()).getP());
    assertEquals(0.75, ((Dropout) layer(network, 2).getIDropout()).getP());
  }

  @Test
  void pairsSquaredErrorWithSigmoid() {
    MultiLayerNetwork network =
        NetworkFactory.create(
            Samples.config()
                .loss(Loss.MSE)
                .activation(Activation.TANH)
                .updater(Updater.NESTEROVS)
                .learningRate(0.5)
                .build());
    assertEquals(new ActivationTanH(), layer(network, 1).getActivationFn());
    assertEquals(new ActivationSigmoid(), layer(network, 2).getActivationFn());
    assertEquals(new Nesterovs(0.5, 0.9), layer(network, 1).getIUpdater());
    LossL2 loss = (LossL2) ((BaseOutputLayer) layer(network, 2)).getLossFn();
    assertEquals(1.5, loss.getWeights().sumNumber().doubleValue());
  }
}
