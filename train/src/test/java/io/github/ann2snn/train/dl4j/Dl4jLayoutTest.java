package io.github.ann2snn.train.dl4j;

import static io.github.ann2snn.train.dl4j.Dl4jOracle.chain;
import static io.github.ann2snn.train.dl4j.Dl4jOracle.output;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series, samples whose channels come last, and images whose size follows from the layers. */
class Dl4jLayoutTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {40, 41, 42, 43, 44})
  void oneDimension(long seed) throws IOException {
    ConvolutionMode mode =
        List.of(
                ConvolutionMode.Truncate,
                ConvolutionMode.Same,
                ConvolutionMode.Causal,
                ConvolutionMode.Strict,
                ConvolutionMode.Same)
            .get((int) seed - 40);
    MultiLayerConfiguration configuration =
        chain(
            InputType.recurrent(3, 17),
            new ZeroPadding1DLayer.Builder(1, 2).build(),
            new Convolution1DLayer.Builder(3)
                .nOut(4)
                .convolutionMode(mode)
                .dilation(seed == 44 ? 2 : 1)
                .hasBias(seed != 41)
                .build(),
            new Subsampling1DLayer.Builder(seed == 40 ? PoolingType.AVG : PoolingType.MAX)
                .kernelSize(2)
                .stride(2)
                .build(),
            new Cropping1D.Builder(1, 1).build(),
            new Upsampling1D.Builder(2).build(),
            new Convolution1DLayer.Builder(2).nOut(5).stride(2).convolutionMode(mode).build(),
            new GlobalPoolingLayer(PoolingType.AVG),
            output());
    Dl4jOracle.of(folder, configuration, seed).told(3, 17).agree(3, 17);
  }

  @Test
  void oneDimensionChannelsLast() throws IOException {
    MultiLayerConfiguration configuration =
        chain(
            InputType.recurrent(3, 17, RNNFormat.NWC),
            new Convolution1DLayer.Builder(3).nOut(4).rnnDataFormat(RNNFormat.NWC).build(),
            new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(1).build(),
            output());
    AnnModel model = Dl4jOracle.of(folder, configuration, 45).told(3, 17).agree(17, 3);
    assertTrue(model.channelsLast());
  }

  @Test
  void channelsLast() throws IOException {
    MultiLayerConfiguration configuration =
        chain(
            InputType.convolutional(9, 8, 2, CNN2DFormat.NHWC),
            new ZeroPaddingLayer.Builder(1, 0, 2, 1).dataFormat(CNN2DFormat.NHWC).build(),
            new ConvolutionLayer.Builder(3, 2).nOut(4).dataFormat(CNN2DFormat.NHWC).build(),
            new BatchNormalization.Builder().dataFormat(CNN2DFormat.NHWC).build(),
            new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .dataFormat(CNN2DFormat.NHWC)
                .build(),
            new DepthwiseConvolution2D.Builder(2, 2)
                .depthMultiplier(2)
                .dataFormat(CNN2DFormat.NHWC)
                .build(),
            new DenseLayer.Builder().nOut(5).build(),
            output());
    AnnModel model = Dl4jOracle.of(folder, configuration, 46).told(2, 9, 8).agree(9, 8, 2);
    assertTrue(model.channelsLast());
    assertEquals(Shape.of(2, 9, 8), model.graph().inputShape());
  }

  @Test
  void theSizeOfImagesFollowsFromTheLayers() throws IOException {
    MultiLayerConfiguration configuration =
        chain(
            InputType.convolutional(28, 20, 1),
            new ConvolutionLayer.Builder(5, 5).nOut(4).build(),
            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
            new ConvolutionLayer.Builder(3, 3)
                .nOut(2)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Same)
                .build(),
            new DenseLayer.Builder().nOut(5).build(),
            output());
    AnnModel model = Dl4jOracle.of(folder, configuration, 47).agree(1, 28, 20);
    assertEquals(
        List.of("the file does not say how large its images are: 28 x 20 fits its layers"),
        model.assumptions());
  }
}
