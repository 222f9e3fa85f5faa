package io.github.ann2snn.interop;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.training.LayerChain;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A layer of Deeplearning4j that computes what a node computes, perhaps with an activation.
 *
 * @param input the shape of what it takes
 * @param inRow whether it gives a row, where its node gives maps of one value each
 */
record DeeplearningLayer(Node node, Shape input, IActivation activation, boolean inRow) {
  /** Of batch normalisation, whose statistics are 0 and 1 here. */
  private static final double EPSILON = 1e-5;

  /** One that gives what its node gives. */
  static DeeplearningLayer of(Node node, Shape input, IActivation activation) {
    return new DeeplearningLayer(node, input, activation, false);
  }

  DeeplearningLayer with(IActivation other) {
    return new DeeplearningLayer(node, input, other, inRow);
  }

  /** The one that gives a row; only for {@link #isGlobalMax}. */
  DeeplearningLayer asRow() {
    return new DeeplearningLayer(node, input, activation, true);
  }

  boolean isWeighted() {
    return node.operation() instanceof Dense || node.operation() instanceof Convolve;
  }

  boolean isMax() {
    return node.operation() instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
  }

  /**
   * Its configuration.
   *
   * @param last whether it is the output layer
   */
  Layer configuration(boolean last) {
    String name = node.name();
    Operation operation = node.operation();
    int channels = input.channels();
    if (operation instanceof Dense dense) {
      FeedForwardLayer.Builder<?> builder = last ? output(activation) : new DenseLayer.Builder();
      builder.name(name).activation(activation);
      return builder.nIn(dense.inputs()).nOut(dense.outputs()).build();
    } else if (operation instanceof Convolve convolve) {
      int groups = convolve.groups();
      DeeplearningNetwork.refuse(
          groups != 1 && groups != channels,
          node,
          Text.of("it has %d groups; possible is 1, or as many as channels", groups));
      Stage.Convolution stage =
          new Stage.Convolution(convolve.outputChannels(), convolve.window(), groups);
      return LayerChain.convolution(stage, channels, name, activation);
    } else if (operation instanceof Pool pool) {
      return pooling(pool);
    } else if (operation instanceof GlobalAverage) {
      return global(Stage.Pooling.Kind.AVERAGE, name);
    } else if (operation instanceof BatchNorm norm) {
      DeeplearningNetwork.refuse(
          !norm.isPerChannel(input), node, "it has numbers for each value of a map");
      return LayerChain.batchNorm(channels, EPSILON, name);
    }
    return new ActivationLayer.Builder().name(name).activation(activation).build();
  }

  /** With a loss that DL4J lets stand beside the activation; it is not used. */
  private static OutputLayer.Builder output(IActivation activation) {
    return new OutputLayer.Builder(
        activation instanceof ActivationSoftmax
            ? new LossMCXENT()
            : activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE());
  }

  private Layer pooling(Pool pool) {
    boolean max = pool.kind() == Pool.Kind.MAX;
    Stage.Pooling.Kind kind = max ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
    return inRow
        ? global(kind, node.name())
        : LayerChain.pooling(
            new Stage.Pooling(kind, pool.window()), pool.kind() == Pool.Kind.AVERAGE, node.name());
  }

  /** Whether it takes the largest of each map, for which DL4J has a layer that makes a row. */
  boolean isGlobalMax() {
    if (!isMax()) {
      return false;
    }
    Window window = ((Pool) node.operation()).window();
    FeatureMaps maps = input.maps();
    return !window.isPadded()
        && window.vertical().reach() == maps.height()
        && window.horizontal().reach() == maps.width();
  }

  private static Layer global(Stage.Pooling.Kind kind, String name) {
    return new GlobalPoolingLayer.Builder(LayerChain.type(kind)).name(name).build();
  }

  /** Copies its weights. */
  void fill(org.deeplearning4j.nn.api.Layer layer) {
    Operation operation = node.operation();
    if (operation instanceof Dense dense) {
      ArrayMemory.put(layer, "W", dense.weight());
      ArrayMemory.put(layer, "b", dense.bias());
    } else if (operation instanceof Convolve convolve) {
      float[] weight = convolve.weight();
      ArrayMemory.put(layer, "W", convolve.groups() == 1 ? weight : depthwise(convolve));
      ArrayMemory.put(layer, "b", convolve.bias());
    } else if (operation instanceof BatchNorm norm) {
      int channels = norm.scale().length;
      ArrayMemory.put(layer, "gamma", norm.scale());
      ArrayMemory.put(layer, "beta", norm.shift());
      ArrayMemory.put(layer, "mean", new float[channels]);
      ArrayMemory.put(layer, "var", Values.filled(channels, (float) (1 - EPSILON)));
    }
  }

  /** DL4J has {@code [height, width, inputs, outputs of each]}. */
  private static float[] depthwise(Convolve convolve) {
    float[] weight = convolve.weight();
    int outputs = convolve.outputChannels();
    int taps = weight.length / outputs;
    float[] turned = new float[weight.length];
    for (int output = 0; output < outputs; output++) {
      for (int tap = 0; tap < taps; tap++) {
        turned[tap * outputs + output] = weight[output * taps + tap];
      }
    }
    return turned;
  }
}
