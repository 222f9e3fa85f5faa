package io.github.ann2snn.interop.keras;

import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.keras.FlatOrder.Placement;
import io.github.ann2snn.interop.keras.KerasConfig.KerasOne;
import io.github.ann2snn.interop.keras.Part.ActivationPart;
import io.github.ann2snn.interop.keras.Part.PoolingPart;
import io.github.ann2snn.interop.keras.WeightSource.LayerWeights;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.training.LayerChain;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** What becomes one layer of DL4J. */
sealed interface Part permits ActivationPart, BatchNorm, PoolingPart, Part.Weighted {
  /** The layer of Keras that it stands for. */
  KerasLayer layer();

  /** What comes out. */
  Shape output();

  /**
   * Its configuration.
   *
   * @param last whether it is the output layer
   */
  Layer dl4j(boolean last);

  /** Copies its weights. */
  default void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source)
      throws IOException {}

  /** A part with weights, which applies its activation itself. */
  sealed interface Weighted extends Part permits DensePart, ConvolutionPart {
    IActivation activation();

    Weighted with(IActivation activation);
  }

  /** An activation behind something that has none of its own. */
  record ActivationPart(KerasLayer layer, Shape output, IActivation activation) implements Part {
    @Override
    public Layer dl4j(boolean last) {
      return new ActivationLayer.Builder().name(layer.name()).activation(activation).build();
    }
  }

  /** Pooling, also of whole channels; Keras's averages leave out the padding. */
  record PoolingPart(KerasLayer layer, Shape input, Stage stage) implements Part {
    /** Reads a layer with a window. */
    static PoolingPart of(KerasLayer layer, Shape input) throws BadFileException {
      FeatureMaps maps = layer.requireMaps(input);
      int[] size = layer.pair("pool_size", new int[] {2, 2});
      int[] stride = layer.pair("strides", size);
      Stage stage =
          new Stage.Pooling(kind(layer), layer.window(maps, size, stride, new int[] {1, 1}));
      stage.output(input);
      return new PoolingPart(layer, input, stage);
    }

    /** Reads one that makes one number of each channel. */
    static PoolingPart global(KerasLayer layer, Shape input) throws BadFileException {
      layer.requireMaps(input);
      return new PoolingPart(layer, input, new Stage.GlobalPooling(kind(layer)));
    }

    private static Stage.Pooling.Kind kind(KerasLayer layer) {
      return layer.kind().contains("Max") ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
    }

    /** Whether it has a window, of which it takes the largest number. */
    boolean isMax() {
      return stage instanceof Stage.Pooling pooling && pooling.kind() == Stage.Pooling.Kind.MAX;
    }

    @Override
    public Shape output() {
      return stage.output(input);
    }

    @Override
    public Layer dl4j(boolean last) {
      return stage instanceof Stage.Pooling pooling
          ? LayerChain.pooling(pooling, false, layer.name())
          : new GlobalPoolingLayer.Builder(LayerChain.type(kind(layer))).name(layer.name()).build();
    }
  }

  /**
   * A dense layer; Keras's kernel is {@code inputs x units}.
   *
   * @param order the order of Keras's inputs, where it is not ours
   */
  record DensePart(
      KerasLayer layer, FlatOrder order, int units, boolean hasBias, IActivation activation)
      implements Weighted {
    @Override
    public Shape output() {
      return Shape.ofRow(units);
    }

    @Override
    public DensePart with(IActivation other) {
      return new DensePart(layer, order, units, hasBias, other);
    }

    @Override
    public Layer dl4j(boolean last) {
      FeedForwardLayer.Builder<?> builder =
          last ? new OutputLayer.Builder(loss()) : new DenseLayer.Builder();
      builder.name(layer.name());
      builder.activation(activation);
      return builder.nIn(order.size()).nOut(units).build();
    }

    /** One that DL4J lets stand beside the activation; it is not used. */
    private ILossFunction loss() {
      return activation instanceof ActivationSoftmax
          ? new LossMCXENT()
          : activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE();
    }

    @Override
    public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source)
        throws IOException {
      LayerWeights weights = LayerWeights.of(layer, source, hasBias ? 2 : 1);
      INDArray kernel = target.getParam(DefaultParamInitializer.WEIGHT_KEY);
      order
          .placement(kernel.stride(0), units, kernel.stride(1))
          .copy(weights.next(order.size(), units), ArrayMemory.floats(kernel));
      if (hasBias) {
        weights.nextBias(target, units);
      }
    }
  }

  /**
   * A convolution.
   *
   * @param input what goes in
   * @param stage what it computes; has groups where it is depthwise
   */
  record ConvolutionPart(
      KerasLayer layer,
      Shape input,
      Stage.Convolution stage,
      boolean hasBias,
      IActivation activation)
      implements Weighted {
    /** Reads a layer. */
    static ConvolutionPart of(KerasLayer layer, Shape input) throws BadFileException {
      FeatureMaps maps = layer.requireMaps(input);
      layer.refuseIf(
          KerasOne.hasTheanoKernel(layer),
          "has a kernel in the layout of Theano (dim_ordering th); load the model with Keras 2, and save it again");
      boolean depthwise = isDepthwise(layer);
      int channels =
          depthwise
              ? Math.multiplyExact(maps.channels(), layer.size("depth_multiplier", 1))
              : layer.size("filters");
      int groups = depthwise ? maps.channels() : layer.size("groups", 1);
      int[] one = {1, 1};
      int[] kernel = layer.pair("kernel_size", null);
      int[] stride = layer.pair("strides", one);
      Window window = layer.window(maps, kernel, stride, layer.pair("dilation_rate", one));
      Stage.Convolution stage = new Stage.Convolution(channels, window, groups);
      stage.output(input);
      return new ConvolutionPart(
          layer, input, stage, layer.isSet("use_bias", true), KerasActivation.of(layer));
    }

    private static boolean isDepthwise(KerasLayer layer) {
      return layer.kind().equals("DepthwiseConv2D");
    }

    @Override
    public Shape output() {
      return stage.output(input);
    }

    @Override
    public ConvolutionPart with(IActivation other) {
      return new ConvolutionPart(layer, input, stage, hasBias, other);
    }

    @Override
    public Layer dl4j(boolean last) {
      return LayerChain.convolution(stage, input.channels(), layer.name(), activation);
    }

    /**
     * Keras's kernel is {@code height x width x channels in x channels out}, or of a depthwise
     * layer {@code height x width x channels x multiplier}. DL4J has {@code out x in x height x
     * width}, but where there are groups the same as Keras.
     */
    @Override
    public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source)
        throws IOException {
      LayerWeights weights = LayerWeights.of(layer, source, hasBias ? 2 : 1);
      INDArray kernel = target.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
      int[] size = WindowRules.kernel(stage.window());
      int in = input.channels();
      FloatBuffer values =
          isDepthwise(layer)
              ? weights.next(size[0], size[1], in, stage.channels() / in)
              : weights.next(size[0], size[1], in / stage.groups(), stage.channels());
      boolean grouped = stage.groups() > 1;
      int[] axes = grouped ? new int[] {0, 1, 2, 3} : new int[] {2, 3, 1, 0};
      long[] strides = Arrays.stream(axes).mapToLong(kernel::stride).toArray();
      int out = grouped ? stage.channels() / in : stage.channels();
      new Placement(new int[] {size[0], size[1], in, out}, strides)
          .copy(values, ArrayMemory.floats(kernel));
      if (hasBias) {
        weights.nextBias(target, stage.channels());
      }
    }
  }
}
