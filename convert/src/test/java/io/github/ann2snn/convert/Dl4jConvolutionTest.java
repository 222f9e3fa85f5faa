package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Split;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** Images of 2 channels, 7 rows and 6 columns; parameters drawn with seed 3. */
class Dl4jConvolutionTest {
  private static final int WIDTH = 2 * 7 * 6;
  private static final Split SAMPLES = samples();

  private static Split samples() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[3 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(256) / 256f;
    }
    return Split.ofFloats(values, new byte[3], WIDTH);
  }

  static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.convolutionalFlat(7, 6, 2)).build());
    network.init();
    draw(network);
    return network;
  }

  /** All parameters between -0.5 and 0.5; variances between 0.25 and 1. */
  private static void draw(MultiLayerNetwork network) {
    SplittableRandom random = new SplittableRandom(3);
    for (int l = 0; l < network.getnLayers(); l++) {
      for (var parameter : network.getLayer(l).paramTable().entrySet()) {
        boolean variance = parameter.getKey().equals("var");
        float[] values = new float[Math.toIntExact(parameter.getValue().length())];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              (float) (variance ? random.nextDouble(0.25, 1) : random.nextDouble(-0.5, 0.5));
        }
        parameter
            .getValue()
            .assign(Nd4j.createFromArray(values).reshape(parameter.getValue().shape()));
      }
    }
  }

  private static ConvolutionLayer.Builder convolution(int outputs, int... kernel) {
    return new ConvolutionLayer.Builder(kernel).nOut(outputs).activation(Activation.RELU);
  }

  private static SubsamplingLayer.Builder pool(PoolingType type, int size, int stride) {
    return new SubsamplingLayer.Builder(type).kernelSize(size, size).stride(stride, stride);
  }

  private static Layer dense(int outputs) {
    return new DenseLayer.Builder().nOut(outputs).activation(Activation.RELU).build();
  }

  private static Layer output() {
    return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
  }

  private static BatchNormalization.Builder norm() {
    return new BatchNormalization.Builder().useLogStd(false);
  }

  @ParameterizedTest(name = "{0}, seed 3")
  @MethodSource("convertible")
  void readsWhatRuns(String what, MultiLayerNetwork network) throws ConversionRefusedException {
    ReadNetwork.assertReadsWhatRuns(network, SAMPLES);
  }

  static Stream<Arguments> convertible() {
    return Stream.of(
        Arguments.of("convolution", network(convolution(4, 3, 2).build(), output())),
        Arguments.of(
            "stride, padding and dilation",
            network(
                convolution(4, 3, 2).stride(2, 1).padding(1, 2).dilation(1, 2).build(), output())),
        Arguments.of(
            "same padding",
            network(
                convolution(3, 3, 3).stride(2, 1).convolutionMode(ConvolutionMode.Same).build(),
                dense(5),
                output())),
        Arguments.of("no bias", network(convolution(4, 3, 3).hasBias(false).build(), output())),
        Arguments.of(
            "depthwise convolution",
            network(
                new DepthwiseConvolution2D.Builder(3, 2)
                    .depthMultiplier(3)
                    .nOut(6)
                    .stride(2, 1)
                    .activation(Activation.RELU)
                    .build(),
                convolution(4, 2, 2).build(),
                output())),
        Arguments.of(
            "average pooling that crops, with padding that counts",
            network(
                convolution(4, 2, 3).build(),
                pool(PoolingType.AVG, 3, 2).padding(1, 1).avgPoolIncludePadInDivisor(true).build(),
                output())),
        Arguments.of(
            "average pooling, then convolution",
            network(
                convolution(4, 2, 3).build(),
                pool(PoolingType.AVG, 2, 2).build(),
                convolution(5, 2, 2).build(),
                dense(6),
                output())),
        Arguments.of(
            "overlapping pooling of the input, then dense",
            network(pool(PoolingType.AVG, 3, 1).build(), dense(4), output())),
        Arguments.of(
            "global average pooling",
            network(
                convolution(4, 3, 3).build(),
                new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                output())),
        Arguments.of(
            "max pooling with padding, then average pooling and a convolution",
            network(
                convolution(4, 2, 3).build(),
                pool(PoolingType.MAX, 3, 1).padding(1, 1).build(),
                pool(PoolingType.AVG, 2, 1).build(),
                convolution(3, 2, 2).build(),
                output())),
        Arguments.of(
            "max pooling with padding for the same size, behind batch normalisation",
            network(
                convolution(4, 2, 3).build(),
                norm().lockGammaBeta(true).gamma(0.5).beta(-0.25).build(),
                pool(PoolingType.MAX, 3, 1).convolutionMode(ConvolutionMode.Same).build(),
                dense(4),
                output())),
        Arguments.of(
            "global max pooling",
            network(
                convolution(4, 3, 3).build(),
                new GlobalPoolingLayer.Builder(PoolingType.MAX).build(),
                output())),
        Arguments.of(
            "batch normalisation before the activation",
            network(
                convolution(4, 3, 3).activation(Activation.IDENTITY).build(),
                norm().build(),
                new ActivationLayer(Activation.RELU),
                pool(PoolingType.AVG, 2, 1).build(),
                output())),
        Arguments.of(
            "batch normalisation with log10 of the deviation, of a dense layer",
            network(
                new DenseLayer.Builder().nOut(5).activation(Activation.IDENTITY).build(),
                new BatchNormalization.Builder().useLogStd(true).build(),
                new ActivationLayer(Activation.RELU),
                output())),
        Arguments.of(
            "batch normalisation behind activations, before pooling and dense layers",
            network(
                convolution(4, 2, 3).build(),
                norm().lockGammaBeta(true).gamma(0.5).beta(0.25).build(),
                pool(PoolingType.AVG, 2, 2).build(),
                new DropoutLayer(0.5),
                convolution(5, 2, 2).build(),
                norm().build(),
                norm().build(),
                dense(4),
                norm().build(),
                output())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String reason, MultiLayerNetwork network) {
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> new Dl4jAnn(network, MaxPooling.REFUSE));
    assertTrue(thrown.getMessage().startsWith(reason), thrown.getMessage());
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
            "layer 2 (layer2, ConvolutionLayer) cannot be converted: the batch normalisation before"
                + " it shifts values",
            network(
                convolution(4, 3, 3).build(),
                norm().build(),
                convolution(4, 3, 3).padding(1, 1).build(),
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
    var thrown =
        assertThrows(ConversionRefusedException.class, () -> new Dl4jAnn(network, MaxPooling.GATE));
    assertTrue(thrown.getMessage().startsWith(reason), thrown.getMessage());
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
  void averagesStandInForMaxima() throws ConversionRefusedException {
    MultiLayerNetwork network =
        network(
            convolution(4, 2, 3).build(),
            pool(PoolingType.MAX, 2, 2).build(),
            convolution(4, 2, 2).build(),
            new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
            output());
    MultiLayerNetwork replaced = AverageForMax.replace(network);
    assertEquals(1, AverageForMax.layers(network));
    assertEquals(0, AverageForMax.layers(replaced));
    assertEquals(network.params(), replaced.params());
    ReadNetwork.assertReadsWhatRuns(replaced, SAMPLES);
  }

  @Test
  void refusesUnusableBatchNormalization() {
    MultiLayerNetwork network = network(norm().build(), convolution(4, 3, 3).build(), output());
    network.getLayer(0).getParam("var").putScalar(1, -1);
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> new Dl4jAnn(network, MaxPooling.REFUSE));
    assertTrue(
        thrown.getMessage().startsWith("layer 0 (layer0, BatchNormalization) cannot be folded"),
        thrown.getMessage());
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
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> new Dl4jAnn(network, MaxPooling.REFUSE));
    assertTrue(
        thrown
            .getMessage()
            .startsWith("layer 0 (layer0, LSTM) cannot be converted: this kind of layer"),
        thrown.getMessage());
  }
}
