package io.github.ann2snn.convert.ann;

import static io.github.ann2snn.convert.ImageLayers.convolution;
import static io.github.ann2snn.convert.ImageLayers.dense;
import static io.github.ann2snn.convert.ImageLayers.network;
import static io.github.ann2snn.convert.ImageLayers.norm;
import static io.github.ann2snn.convert.ImageLayers.output;
import static io.github.ann2snn.convert.ImageLayers.pool;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.datasets.Split;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Networks for images give what Deeplearning4j gives. */
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
            "batch normalisation behind activations, before padded convolutions and behind one",
            network(
                convolution(4, 2, 3).build(),
                norm().lockGammaBeta(true).gamma(0.5).beta(0.25).build(),
                convolution(3, 3, 2).activation(Activation.IDENTITY).padding(1, 1).build(),
                norm().build(),
                new ActivationLayer(Activation.RELU),
                pool(PoolingType.AVG, 2, 2).build(),
                norm().lockGammaBeta(true).gamma(2).beta(-0.5).build(),
                convolution(3, 2, 3).convolutionMode(ConvolutionMode.Same).build(),
                output())),
        Arguments.of(
            "batch normalisation before a depthwise convolution with padding and one without",
            network(
                convolution(4, 2, 3).build(),
                norm().build(),
                new DepthwiseConvolution2D.Builder(3, 3)
                    .depthMultiplier(2)
                    .nOut(8)
                    .padding(1, 1)
                    .activation(Activation.RELU)
                    .build(),
                norm().lockGammaBeta(true).gamma(0.5).beta(0.25).build(),
                new DepthwiseConvolution2D.Builder(2, 2)
                    .depthMultiplier(1)
                    .nOut(8)
                    .activation(Activation.RELU)
                    .build(),
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
}
