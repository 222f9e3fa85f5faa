package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.qcfs.QcfsLayer;
import io.github.ann2snn.train.training.NetworkFactory.Nd4jTerms;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;

/**
 * DL4J's layers for an architecture. Samples and flattened maps are rows in the order of {@link
 * Shape}; that is said in every configuration, not left to what DL4J infers.
 */
public final class LayerChain {
  /** Of batch normalisation; DL4J's and PyTorch's default. */
  private static final double EPSILON = 1e-5;

  private final TrainingConfig config;
  private final List<Stage> stages;
  private final List<Shape> shapes;
  private final ListBuilder list;
  private int layers;

  LayerChain(TrainingConfig config, ListBuilder list) {
    this.config = config;
    this.stages = config.architecture().stages();
    this.shapes = config.architecture().shapes();
    this.list = list;
  }

  void addAll() {
    if (!shapes.get(0).isRow() && !(stages.get(0) instanceof Stage.Dense)) {
      FeatureMaps maps = shapes.get(0).maps();
      list.inputPreProcessor(
          0, new FeedForwardToCnnPreProcessor(maps.height(), maps.width(), maps.channels()));
    }
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage instanceof Stage.Dense dense) {
        addDense(i, dense);
      } else if (stage instanceof Stage.Convolution convolution) {
        add(
            convolution(
                convolution,
                shapes.get(i).channels(),
                "conv_" + i,
                activation(i).getActivationFunction()));
        quantize(i);
      } else if (stage instanceof Stage.Pooling pooling) {
        add(pooling(pooling, true, "pool_" + i));
      } else if (stage instanceof Stage.GlobalPooling global) {
        add(new GlobalPoolingLayer.Builder(type(global.kind())).name(global + "_" + i).build());
      } else {
        addBatchNorm(i);
      }
    }
  }

  private void add(Layer layer) {
    list.layer(layers++, layer);
  }

  private void addDense(int index, Stage.Dense dense) {
    if (!shapes.get(index).isRow() && layers > 0) {
      FeatureMaps maps = shapes.get(index).maps();
      list.inputPreProcessor(
          layers, new CnnToFeedForwardPreProcessor(maps.height(), maps.width(), maps.channels()));
    }
    boolean last = index == stages.size() - 1;
    FeedForwardLayer.Builder<?> builder =
        last
            ? new OutputLayer.Builder(Nd4jTerms.of(config.loss(), dense.neurons()))
                .name("output")
                .activation(Nd4jTerms.output(config.loss()))
            : new DenseLayer.Builder().name("dense_" + index).activation(activation(index));
    builder.nIn(shapes.get(index).size()).nOut(dense.neurons());
    if (index > 0 && config.dropout() > 0) {
      // Applies to a layer's input, here the hidden layer before it, and takes what is kept.
      builder.dropOut(new Dropout(1 - config.dropout()));
    }
    add(builder.build());
    if (!last) {
      quantize(index);
    }
  }

  /**
   * A convolution of DL4J.
   *
   * @param inputs channels that go in
   */
  public static Layer convolution(
      Stage.Convolution stage, int inputs, String name, IActivation activation) {
    BaseConvBuilder<?> builder =
        stage.groups() == 1
            ? new ConvolutionLayer.Builder().dataFormat(CNN2DFormat.NCHW)
            : new DepthwiseConvolution2D.Builder()
                .dataFormat(CNN2DFormat.NCHW)
                .depthMultiplier(stage.channels() / inputs);
    Window window = stage.window();
    builder.setKernelSize(WindowRules.kernel(window));
    builder.setStride(WindowRules.stride(window));
    builder.setPadding(evenly(window));
    builder.setDilation(WindowRules.dilation(window));
    return builder
        .convolutionMode(mode(window))
        .name(name)
        .activation(activation)
        .nIn(inputs)
        .nOut(stage.channels())
        .build();
  }

  /**
   * A pooling layer of DL4J.
   *
   * @param countsPadding whether averages count the zeros of their padding, as those of NIR do
   */
  public static Layer pooling(Stage.Pooling stage, boolean countsPadding, String name) {
    Window window = stage.window();
    return new SubsamplingLayer.Builder(type(stage.kind()))
        .kernelSize(WindowRules.kernel(window))
        .stride(WindowRules.stride(window))
        .padding(evenly(window))
        .avgPoolIncludePadInDivisor(countsPadding)
        .convolutionMode(mode(window))
        .dataFormat(CNN2DFormat.NCHW)
        .name(name)
        .build();
  }

  /** What DL4J calls a kind of pooling. */
  public static PoolingType type(Stage.Pooling.Kind kind) {
    return switch (kind) {
      case AVERAGE -> PoolingType.AVG;
      case MAX -> PoolingType.MAX;
    };
  }

  /** Batch normalisation of DL4J, of so many channels or numbers of a row. */
  public static Layer batchNorm(int width, double epsilon, String name) {
    return new BatchNormalization.Builder()
        .useLogStd(false)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .dataFormat(CNN2DFormat.NCHW)
        .eps(epsilon)
        .name(name)
        .nIn(width)
        .nOut(width)
        .build();
  }

  private void addBatchNorm(int index) {
    add(batchNorm(shapes.get(index).channels(), EPSILON, "bn_" + index));
    if (config.activation() == Activation.QCFS) {
      quantize(index);
    } else {
      add(
          new ActivationLayer.Builder()
              .name("activation_" + index)
              .activation(Nd4jTerms.of(config.activation()))
              .build());
    }
  }

  /** Quantised activations are layers of their own. */
  private void quantize(int index) {
    if (config.activation() == Activation.QCFS
        && !(stages.get(index + 1) instanceof Stage.BatchNorm)) {
      add(new QcfsLayer("qcfs_" + index, config.levels()));
    }
  }

  /** A layer leaves its activation to the batch normalisation behind it. */
  private org.nd4j.linalg.activations.Activation activation(int index) {
    return stages.get(index + 1) instanceof Stage.BatchNorm
        ? org.nd4j.linalg.activations.Activation.IDENTITY
        : Nd4jTerms.of(config.activation());
  }

  /** The only uneven padding that DL4J has is one that it works out by itself. */
  private static ConvolutionMode mode(Window window) {
    return window.isSymmetric() ? ConvolutionMode.Truncate : ConvolutionMode.Same;
  }

  private static int[] evenly(Window window) {
    return window.isSymmetric() ? WindowRules.before(window) : new int[2];
  }
}
