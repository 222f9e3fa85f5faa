package io.github.ann2snn.convert.ann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.qcfs.QcfsLayer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jAnnTest {
  private static final Split SAMPLES =
      Split.ofFloats(new float[] {0.1f, 0.9f, 0.4f, 1, 0, 0.3f, 0.7f, 0.2f, 0.6f}, new byte[3], 3);

  private static DenseLayer dense(String name, int outputs, Activation activation) {
    return new DenseLayer.Builder().name(name).nOut(outputs).activation(activation).build();
  }

  private static DenseLayer bounded(String name, double most) {
    return new DenseLayer.Builder()
        .name(name)
        .nOut(5)
        .activation(new ActivationReLU(most, null, null))
        .build();
  }

  @Test
  void knowsTheBoundsOfActivations() throws ConversionRefusedException {
    MultiLayerNetwork network =
        network(
            bounded("a", 2),
            new ActivationLayer(Activation.RELU),
            dense("b", 3, Activation.RELU6),
            output(Activation.SOFTMAX));
    List<Double> bounds =
        new Dl4jAnn(network, MaxPooling.REFUSE).layers().stream().map(AnnLayer::bound).toList();
    assertEquals(List.of(2.0, 6.0, Double.POSITIVE_INFINITY), bounds);
  }

  private static OutputLayer output(Activation activation) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .name("out")
        .nOut(2)
        .activation(activation)
        .build();
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(7).biasInit(0.1).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.feedForward(3)).build());
    network.init();
    return network;
  }

  @ParameterizedTest
  @MethodSource("convertible")
  void readsTheLayersOf(String what, MultiLayerNetwork network) throws ConversionRefusedException {
    ReadNetwork.assertReadsWhatRuns(network, SAMPLES);
  }

  static Stream<Arguments> convertible() {
    return Stream.of(
        Arguments.of(
            "relu and softmax",
            network(dense("a", 5, Activation.RELU), output(Activation.SOFTMAX))),
        Arguments.of("sigmoid output", network(output(Activation.SIGMOID))),
        Arguments.of(
            "identity output",
            network(
                dense("a", 4, Activation.RELU),
                dense("b", 5, Activation.RELU),
                output(Activation.IDENTITY))),
        Arguments.of(
            "bounded ReLU, of a layer and in a layer of its own",
            network(
                bounded("a", 0.25),
                dense("b", 5, Activation.IDENTITY),
                new ActivationLayer(new ActivationReLU(0.5, null, null)),
                dense("c", 4, Activation.RELU6),
                output(Activation.IDENTITY))),
        Arguments.of(
            "ReLU in a layer of its own, and dropout",
            network(
                dense("a", 5, Activation.IDENTITY),
                new ActivationLayer(Activation.RELU),
                new DropoutLayer(0.5),
                output(Activation.SOFTMAX))));
  }

  @Test
  void readsQuantisedLayers() throws ConversionRefusedException {
    MultiLayerNetwork network =
        network(
            dense("a", 5, Activation.IDENTITY),
            new QcfsLayer("q", 3),
            dense("b", 4, Activation.RELU),
            output(Activation.SOFTMAX));
    network.setParam("1_lambda", Nd4j.createFromArray(0.75f));
    Dl4jAnn ann = new Dl4jAnn(network, MaxPooling.REFUSE);
    assertEquals(List.of("a", "b", "out"), ann.layers().stream().map(AnnLayer::name).toList());
    assertEquals(Optional.of(new ClipFloorShift(3, 0.75f)), ann.quantization(0));
    assertEquals(Optional.empty(), ann.quantization(1));
    QuantizedAnn plain = new QuantizedAnn(ann.layers(), List.of(new ClipFloorShift(3, 0.75f)));
    ann.run(
        SAMPLES.slice(0, 1),
        (rows, in, actual) ->
            plain.run(
                SAMPLES.slice(0, 1),
                (r, i, expected) ->
                    assertArrayEquals(expected[0], java.util.Arrays.copyOf(actual[0], 5), 1e-6f)));
  }

  @Test
  void keepsNamesAndSizes() throws ConversionRefusedException {
    Dl4jAnn ann =
        new Dl4jAnn(
            network(dense("a", 5, Activation.RELU), output(Activation.SOFTMAX)), MaxPooling.GATE);
    assertEquals("a", ann.layers().get(0).name());
    assertEquals(3, ann.layers().get(0).inputs());
    assertEquals(5, ann.layers().get(0).outputs());
    assertEquals("out", ann.layers().get(1).name());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String reason, MultiLayerNetwork network) {
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> new Dl4jAnn(network, MaxPooling.REFUSE));
    assertTrue(thrown.getMessage().startsWith(reason), thrown.getMessage());
    assertTrue(
        thrown
            .getMessage()
            .contains("Supported are dense and convolution layers with ReLU or qcfs"),
        thrown.getMessage());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "layer 1 (b, DenseLayer) cannot be converted: its activation is tanh, and a firing rate can only stand for ReLU",
            network(
                dense("a", 4, Activation.RELU),
                dense("b", 4, Activation.TANH),
                output(Activation.SOFTMAX))),
        Arguments.of(
            "layer 0 (a, DenseLayer) cannot be converted: its activation is sigmoid",
            network(dense("a", 4, Activation.SIGMOID), output(Activation.SOFTMAX))),
        Arguments.of(
            "layer 1 (out, OutputLayer) cannot be converted: its inputs come from a layer without ReLU",
            network(dense("a", 4, Activation.IDENTITY), output(Activation.SOFTMAX))),
        Arguments.of(
            "layer 1 (out, OutputLayer) cannot be converted: its output activation is tanh",
            network(dense("a", 4, Activation.RELU), output(Activation.TANH))),
        Arguments.of(
            "layer 0 (a, DenseLayer) cannot be converted: its activation is relu with maximum 6.0, threshold",
            network(
                new DenseLayer.Builder()
                    .name("a")
                    .nOut(4)
                    .activation(new ActivationReLU(6.0, 0.5, null))
                    .build(),
                output(Activation.SOFTMAX))),
        Arguments.of(
            "layer 2 (r, QcfsLayer) cannot be converted: this kind of layer is not supported",
            network(
                dense("a", 4, Activation.IDENTITY),
                new QcfsLayer("q", 3),
                new QcfsLayer("r", 3),
                output(Activation.SOFTMAX))),
        Arguments.of(
            "layer 0 (q, QcfsLayer) cannot be converted: this kind of layer is not supported",
            network(new QcfsLayer("q", 3), output(Activation.SOFTMAX))));
  }
}
