package io.github.ann2snn.train.dl4j;

import static io.github.ann2snn.train.dl4j.Dl4jOracle.chain;
import static io.github.ann2snn.train.dl4j.Dl4jOracle.output;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.train.qcfs.QcfsLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Chains: what is read computes what Deeplearning4j does. */
class Dl4jChainTest {
  private static final InputType IMAGES = InputType.convolutionalFlat(9, 8, 2);

  @TempDir Path folder;

  private AnnModel agree(long seed, Layer... layers) throws IOException {
    return Dl4jOracle.of(folder, chain(IMAGES, layers), seed).agree(2 * 9 * 8);
  }

  @Test
  void denseLayers() throws IOException {
    AnnModel model =
        Dl4jOracle.of(
                folder,
                chain(
                    InputType.feedForward(7),
                    new DenseLayer.Builder().nOut(5).hasBias(false).name("first").build(),
                    new BatchNormalization(),
                    new DropoutLayer(0.5),
                    new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build(),
                    new ActivationLayer(Activation.RELU),
                    output()),
                1)
            .agree(7);
    assertEquals(
        List.of("input", "first", "first", "layer3", "layer4", "layer5", "layer5"),
        model.graph().nodes().stream().map(node -> node.name()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReLU", "bounded", "leaky bounded", "ReLU6", "leaky"})
  void activations(String name) throws IOException {
    IActivation activation =
        switch (name) {
          case "ReLU" -> new ActivationReLU();
          case "bounded" -> new ActivationReLU(0.25, 0.0, 0.0);
          case "leaky bounded" -> new ActivationReLU(0.5, 0.0, 0.125);
          case "ReLU6" -> new ActivationReLU6();
          default -> new ActivationLReLU(0.3);
        };
    agree(
        2,
        new ConvolutionLayer.Builder(3, 3).nOut(4).activation(activation).build(),
        new DenseLayer.Builder().nOut(5).activation(activation).build(),
        output());
  }

  @ParameterizedTest
  @EnumSource(names = {"SOFTMAX", "SIGMOID", "IDENTITY"})
  void endings(Activation activation) throws IOException {
    agree(
        3,
        new DenseLayer.Builder().nOut(5).build(),
        new OutputLayer.Builder(LossFunction.MSE).nOut(3).activation(activation).build());
  }

  @Test
  void oneOutputStaysOne() throws IOException {
    AnnModel model =
        agree(
            4,
            new DenseLayer.Builder().nOut(5).build(),
            new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build());
    assertEquals(Shape.of(1), model.graph().output().shape());
    assertEquals(Shape.of(2), model.graph().logits().output().shape());
  }

  @Test
  void aLossWithoutWeights() throws IOException {
    agree(
        5,
        new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
        new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12, 13, 14, 15, 16, 17})
  void windows(long seed) throws IOException {
    boolean same = (seed & 1) != 0;
    boolean biased = (seed & 2) != 0;
    int stride = (seed & 4) != 0 ? 2 : 1;
    ConvolutionMode mode = same ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    agree(
        seed,
        new ConvolutionLayer.Builder(3, 2)
            .nOut(4)
            .stride(stride, 1)
            .padding(same ? new int[] {0, 0} : new int[] {2, 1})
            .dilation(stride == 1 ? 2 : 1, 1)
            .convolutionMode(mode)
            .hasBias(biased)
            .build(),
        new DepthwiseConvolution2D.Builder(2, 3)
            .depthMultiplier(2)
            .stride(stride, stride)
            .convolutionMode(mode)
            .hasBias(biased)
            .build(),
        new SeparableConvolution2D.Builder(2, 2)
            .nOut(5)
            .depthMultiplier(3)
            .convolutionMode(mode)
            .hasBias(biased)
            .build(),
        output());
  }

  @Test
  void strictWindows() throws IOException {
    agree(
        18,
        new ConvolutionLayer.Builder(3, 2)
            .nOut(4)
            .stride(2, 2)
            .convolutionMode(ConvolutionMode.Strict)
            .build(),
        output());
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 21, 22, 23, 24, 25, 26, 27})
  void pooling(long seed) throws IOException {
    PoolingType type = (seed & 1) != 0 ? PoolingType.MAX : PoolingType.AVG;
    boolean same = (seed & 2) != 0;
    boolean counted = (seed & 4) != 0;
    agree(
        seed,
        new ConvolutionLayer.Builder(2, 2).nOut(4).build(),
        new SubsamplingLayer.Builder(type)
            .kernelSize(3, 2)
            .stride(2, 2)
            .padding(same ? new int[] {0, 0} : new int[] {1, 1})
            .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
            .avgPoolIncludePadInDivisor(counted)
            .build(),
        output());
  }

  @ParameterizedTest
  @EnumSource(names = {"AVG", "MAX", "SUM"})
  void globalPooling(PoolingType type) throws IOException {
    agree(
        28,
        new ConvolutionLayer.Builder(2, 2).nOut(4).activation(Activation.IDENTITY).build(),
        new GlobalPoolingLayer.Builder(type).build(),
        output());
    agree(
        29,
        new ConvolutionLayer.Builder(2, 2).nOut(4).activation(Activation.IDENTITY).build(),
        new GlobalPoolingLayer.Builder(type).collapseDimensions(false).build(),
        new ConvolutionLayer.Builder(1, 1).nOut(3).build(),
        output());
  }

  @ParameterizedTest
  @ValueSource(longs = {30, 31, 32, 33})
  void batchNormalization(long seed) throws IOException {
    boolean locked = (seed & 1) != 0;
    boolean logarithmic = (seed & 2) != 0;
    agree(
        seed,
        new BatchNormalization.Builder().build(),
        new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.IDENTITY).build(),
        new BatchNormalization.Builder(locked)
            .gamma(1)
            .beta(0)
            .eps(0.01)
            .useLogStd(logarithmic)
            .build(),
        new ActivationLayer(Activation.RELU),
        new BatchNormalization.Builder(locked).useLogStd(logarithmic).build(),
        new DenseLayer.Builder().nOut(5).build(),
        new BatchNormalization.Builder(locked).eps(0.1).useLogStd(logarithmic).build(),
        output());
  }

  @Test
  void rearranging() throws IOException {
    agree(
        34,
        new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
        new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
        new Cropping2D.Builder(1, 0, 2, 3).build(),
        new Upsampling2D.Builder().size(new int[] {2, 3}).build(),
        output());
  }

  @Test
  void slopes() throws IOException {
    AnnModel model =
        agree(
            35,
            new ConvolutionLayer.Builder(2, 2).nOut(4).activation(Activation.IDENTITY).build(),
            new PReLULayer.Builder().inputShape(4, 8, 7).sharedAxes(2, 3).build(),
            new DenseLayer.Builder().nOut(5).activation(Activation.IDENTITY).build(),
            new PReLULayer.Builder().inputShape(5).build(),
            output());
    assertEquals(
        List.of(4, 5),
        model.graph().nodes().stream()
            .filter(node -> node.operation() instanceof Relu)
            .map(node -> ((Relu) node.operation()).slope().length)
            .toList());
  }

  @Test
  void quantizedActivations() throws IOException {
    agree(
        36,
        new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.IDENTITY).build(),
        new QcfsLayer("qcfs_0", 4),
        new DenseLayer.Builder().nOut(5).activation(Activation.IDENTITY).build(),
        new QcfsLayer("qcfs_1", 8),
        output());
  }

  @Test
  void frozenLayers() throws IOException {
    agree(
        37,
        new FrozenLayer(
            new DenseLayer.Builder().nIn(144).nOut(5).activation(Activation.RELU).build()),
        output());
  }
}
