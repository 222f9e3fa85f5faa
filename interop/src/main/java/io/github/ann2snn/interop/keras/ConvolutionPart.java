package io.github.ann2snn.interop.keras;

import io.github.ann2snn.interop.keras.FlatOrder.Placement;
import io.github.ann2snn.interop.keras.WeightSource.LayerWeights;
import io.github.ann2snn.train.architecture.Extent;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution.
 *
 * @param input what goes in
 * @param stage what it computes; has groups where it is depthwise
 * @param kernelShape Keras's kernel: {@code height x width x channels in x channels out}, or of a
 *     depthwise one {@code height x width x channels x multiplier}, or the last two in one axis
 */
record ConvolutionPart(
    KerasLayer layer,
    Shape.Maps input,
    Stage.Convolution stage,
    int[] kernelShape,
    boolean hasBias,
    KerasActivation activation)
    implements Part.Weighted {
  @Override
  public Shape output() {
    return stage.output(input);
  }

  @Override
  public ConvolutionPart with(KerasActivation other) {
    return new ConvolutionPart(layer, input, stage, kernelShape, hasBias, other);
  }

  private boolean isDepthwise() {
    return stage.groups() > 1;
  }

  @Override
  public Layer dl4j(boolean last) {
    BaseConvBuilder<?> builder =
        isDepthwise()
            ? new DepthwiseConvolution2D.Builder()
                .dataFormat(CNN2DFormat.NCHW)
                .depthMultiplier(stage.channels() / input.channels())
            : new ConvolutionLayer.Builder().dataFormat(CNN2DFormat.NCHW);
    builder.setKernelSize(both(stage.kernel()));
    builder.setStride(both(stage.stride()));
    builder.setDilation(both(stage.dilation()));
    builder.setPadding(both(stage.padding().isEven() ? stage.padding().before() : NONE));
    return builder
        .convolutionMode(mode(stage.padding().isEven()))
        .name(layer.name())
        .activation(activation.dl4j())
        .nIn(input.channels())
        .nOut(stage.channels())
        .build();
  }

  private static final Extent NONE = Extent.square(0);

  /** The only uneven padding that DL4J has is one that it works out by itself. */
  static ConvolutionMode mode(boolean even) {
    return even ? ConvolutionMode.Truncate : ConvolutionMode.Same;
  }

  static int[] both(Extent extent) {
    return new int[] {extent.height(), extent.width()};
  }

  @Override
  public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source) throws IOException {
    LayerWeights weights = LayerWeights.of(layer, source, hasBias ? 2 : 1);
    INDArray kernel = target.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
    FloatBuffer values = weights.next(kernelShape);
    placement(kernel).copy(values, ArrayMemory.floats(kernel));
    if (hasBias) {
      INDArray bias = target.getParam(ConvolutionParamInitializer.BIAS_KEY);
      ArrayMemory.floats(bias).put(0, weights.next(stage.channels()), 0, stage.channels());
    }
  }

  /** DL4J has {@code out x in x height x width}, but of a depthwise one the same as Keras. */
  private Placement placement(INDArray kernel) {
    int height = stage.kernel().height();
    int width = stage.kernel().width();
    int in = input.channels();
    int out = isDepthwise() ? stage.channels() / in : stage.channels();
    int[] axes = isDepthwise() ? new int[] {0, 1, 2, 3} : new int[] {2, 3, 1, 0};
    long[] strides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      strides[i] = kernel.stride(axes[i]);
    }
    return new Placement(new int[] {height, width, in, out}, strides);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
