package io.github.ann2snn.convert.ann;

import static io.github.ann2snn.convert.ImageLayers.convolution;
import static io.github.ann2snn.convert.ImageLayers.network;
import static io.github.ann2snn.convert.ImageLayers.norm;
import static io.github.ann2snn.convert.ImageLayers.output;
import static io.github.ann2snn.convert.ImageLayers.pool;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Networks for images that cannot be converted, and layers that nothing can be made of. */
class Dl4jRefusalTest {
  private static void assertRefused(
      String reason, MultiLayerNetwork network, MaxPooling maxPooling) {
    var thrown =
        assertThrows(ConversionRefusedException.class, () -> new Dl4jAnn(network, maxPooling));
    assertTrue(thrown.getMessage().startsWith(reason), thrown.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String reason, MultiLayerNetwork network) {
    assertRefused(reason, network, MaxPooling.REFUSE);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "layer 1 (layer1, SubsamplingLayer) cannot be converted: it pools by MAX",
            network(convolution(4, 3, 3).build(), pool(PoolingType.MAX, 2, 2).build(), output())),
        Arguments.of(
            "layer 2 (layer2, SubsamplingLayer) cannot be converted: it follows another pooling",
            network(
                convolution(4, 3, 3).build(),
                pool(PoolingType.AVG, 2, 1).build(),
                pool(PoolingType.AVG, 2, 1).build(),
                output())),
        Arguments.of(
            "layer 1 (layer1, SubsamplingLayer) cannot be converted: it averages over fewer values",
            network(
                convolution(4, 3, 3).build(),
                pool(PoolingType.AVG, 2, 1).padding(1, 1).build(),
                output())),
        Arguments.of(
            "layer 2 (layer2, ActivationLayer) cannot be converted: pooling or batch normalisation"
                + " lies between",
            network(
                convolution(4, 3, 3).build(),
                norm().build(),
                new ActivationLayer(Activation.RELU),
                output())),
        Arguments.of(
            "layer 2 (layer2, BatchNormalization) cannot be folded: pooling lies between",
            network(
                convolution(4, 3, 3).activation(Activation.IDENTITY).build(),
                pool(PoolingType.AVG, 2, 2).build(),
                norm().build(),
                new ActivationLayer(Activation.RELU),
                output())),
        Arguments.of(
            "layer 1 (layer1, ConvolutionLayer) cannot be converted: its inputs come from a layer"
                + " without ReLU",
            network(
                convolution(4, 3, 3).activation(Activation.IDENTITY).build(),
                convolution(4, 3, 3).build(),
                output())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedGates")
  void refusesMaxPoolingThatNoGateCanDo(String reason, MultiLayerNetwork network) {
    assertRefused(reason, network, MaxPooling.GATE);
  }

  static Stream<Arguments> refusedGates() {
    return Stream.of(
        Arguments.of(
            "layer 0 (layer0, SubsamplingLayer) cannot be converted: it pools the inputs by MAX",
            network(pool(PoolingType.MAX, 2, 2).build(), output())),
        Arguments.of(
            "layer 2 (layer2, SubsamplingLayer) cannot be converted: it follows another pooling",
            network(
                convolution(4, 3, 3).build(),
                pool(PoolingType.AVG, 2, 1).build(),
                pool(PoolingType.MAX, 2, 1).build(),
                output())),
        Arguments.of(
            "layer 2 (layer2, SubsamplingLayer) cannot be converted: the batch normalisation before"
                + " it turns the order",
            network(
                convolution(4, 3, 3).build(),
                norm().lockGammaBeta(true).gamma(-0.5).beta(0).build(),
                pool(PoolingType.MAX, 2, 1).build(),
                output())),
        Arguments.of(
            "layer 1 (layer1, SubsamplingLayer) cannot be converted: it pools by PNORM",
            network(
                convolution(4, 3, 3).build(),
                pool(PoolingType.PNORM, 2, 1).pnorm(2).build(),
                output())));
  }

  @Test
  void refusesUnusableBatchNormalization() {
    MultiLayerNetwork network = network(norm().build(), convolution(4, 3, 3).build(), output());
    network.getLayer(0).getParam("var").putScalar(1, -1);
    assertRefused(
        "layer 0 (layer0, BatchNormalization) cannot be folded", network, MaxPooling.REFUSE);
  }

  @Test
  void refusesLayersOfOtherKinds() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(3).nOut(4).build())
                .layer(new OutputLayer.Builder().nIn(4).nOut(3).build())
                .setInputType(InputType.recurrent(3))
                .build());
    network.init();
    assertRefused(
        "layer 0 (layer0, LSTM) cannot be converted: this kind of layer",
        network,
        MaxPooling.REFUSE);
  }
}
