package io.github.ann2snn.interop;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.folding.BatchNormFolding;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.TwoClasses;
import io.github.ann2snn.train.training.LayerChain;
import io.github.ann2snn.train.training.NetworkFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A chain of Deeplearning4j's layers that computes what a network computes, for samples that are
 * rows, channels first, with pixels in [0, 1]. What the network does to its inputs goes into the
 * first weights.
 */
public final class DeeplearningNetwork {
  private static final String REMEDY =
      "; a model file of Deeplearning4j cannot say that here. convert and compare take the model's own file as it is";

  /** Of batch normalisation, whose statistics are 0 and 1 here. */
  private static final double EPSILON = 1e-5;

  private final AnnGraph graph;
  private final List<Part> parts = new ArrayList<>();

  /** Maps that some layers get as rows, by the layer's index. */
  private final Map<Integer, FeatureMaps> flattened = new LinkedHashMap<>();

  /** What is done to the inputs before the first weights; it goes into them. */
  private BatchNorm scaling;

  private DeeplearningNetwork(AnnModel model) {
    graph = model.graph();
    float[] scale = graph.input().scaling().scale();
    for (int i = 0; i < scale.length; i++) {
      scale[i] *= model.fullScale();
    }
    scaling = new BatchNorm(scale, graph.input().scaling().shift());
  }

  /** A layer: a node, perhaps with the node of its activation. */
  private record Part(Node node, Shape input, IActivation activation) {
    Part with(IActivation other) {
      return new Part(node, input, other);
    }

    boolean isWeighted() {
      return node.operation() instanceof Dense || node.operation() instanceof Convolve;
    }

    boolean isMax() {
      return node.operation() instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    }
  }

  /**
   * Makes it; one sigmoid output becomes two outputs.
   *
   * @throws IllegalArgumentException naming the node, if Deeplearning4j's chains cannot say it as
   *     they are admitted here
   */
  public static MultiLayerNetwork of(AnnModel model) {
    MultiLayerNetwork network = new DeeplearningNetwork(model).network();
    return TwoClasses.isOneProbability(network) ? TwoClasses.of(network) : network;
  }

  private MultiLayerNetwork network() {
    List<Node> nodes = graph.nodes();
    for (int n = 1; n < nodes.size(); n++) {
      refuse(
          !nodes.get(n).inputs().equals(List.of(n - 1)),
          nodes.get(n),
          "it makes the network one with branches");
      read(nodes.get(n), nodes.get(n - 1).shape());
    }
    Refusal.when(parts.isEmpty(), "it has no layer with weights");
    Part last = parts.get(parts.size() - 1);
    refuse(
        !(last.node().operation() instanceof Dense),
        last.node(),
        "it is the end of the model; supported is a dense layer there");
    try {
      MultiLayerNetwork network = NetworkFactory.zero(configuration());
      for (int i = 0; i < parts.size(); i++) {
        fill(network.getLayer(i), parts.get(i));
      }
      return network;
    } catch (IllegalStateException | DL4JException e) {
      throw new IllegalArgumentException(e.getMessage() + REMEDY, e);
    }
  }

  private static void refuse(boolean refused, Node node, String reason) {
    Refusal.when(refused, "%s: %s%s", node, reason, REMEDY);
  }

  private void read(Node node, Shape input) {
    Operation operation = node.operation();
    if (operation instanceof Reshape) {
      reshape(node, input);
    } else if (operation instanceof Relu relu) {
      refuse(
          relu.slope().length != 1 || relu.slope()[0] != 0,
          node,
          "its slope below 0 is not 0 (a leaky ReLU)");
      activate(node, input, activation(relu));
    } else if (operation instanceof Ending ending) {
      refuse(
          ending.kind() == Ending.Kind.LOG_SOFTMAX, node, "it gives logarithms of probabilities");
      boolean softmax = ending.kind() == Ending.Kind.SOFTMAX;
      activate(node, input, softmax ? new ActivationSoftmax() : new ActivationSigmoid());
    } else {
      boolean known =
          operation instanceof Dense
              || operation instanceof Convolve
              || operation instanceof BatchNorm
              || operation instanceof Pool
              || operation instanceof GlobalAverage;
      refuse(!known, node, "there is no such layer");
      refuse(input.rank() == 2, node, "its values have one dimension of space");
      if (parts.isEmpty() && operation instanceof BatchNorm norm) {
        scaling = scaling.then(norm, input);
      } else {
        Node taken = isIdentity(scaling) ? node : scaled(node, input);
        parts.add(new Part(taken, input, new ActivationIdentity()));
      }
    }
  }

  private static boolean isIdentity(BatchNorm norm) {
    return norm.equals(BatchNorm.identity(norm.scale().length));
  }

  private void reshape(Node node, Shape input) {
    if (!parts.isEmpty()) {
      refuse(node.shape().rank() != 1, node, "it gives maps in the middle of the network");
      if (input.rank() == 3 && !isGlobalMax(parts.get(parts.size() - 1))) {
        flattened.put(parts.size(), input.maps());
      }
      return;
    }
    if (scaling.scale().length != node.shape().channels()) {
      // Each value's own factor, in the same order; for channels again where they are alike.
      BatchNorm each = scaling.then(BatchNorm.identity(input.values()), input);
      scaling = alike(each, node.shape().channels());
    }
  }

  /** One pair of numbers for each channel, if all its values have the same. */
  private static BatchNorm alike(BatchNorm each, int channels) {
    float[] scale = each.scale();
    float[] shift = each.shift();
    int shared = scale.length / channels;
    float[] scales = new float[channels];
    float[] shifts = new float[channels];
    for (int i = 0; i < scale.length; i++) {
      int c = i / shared;
      if (i % shared == 0) {
        scales[c] = scale[i];
        shifts[c] = shift[i];
      } else if (scales[c] != scale[i] || shifts[c] != shift[i]) {
        return each;
      }
    }
    return new BatchNorm(scales, shifts);
  }

  /** A node that takes over how the inputs are scaled. */
  private Node scaled(Node node, Shape input) {
    Operation taken =
        BatchNormFolding.behind(alike(scaling, input.channels()), input, node.operation())
            .orElseThrow(
                () ->
                    Refusal.of(
                        "%s: it stands before the first weights, which cannot take over then how the inputs are scaled%s",
                        node, REMEDY));
    scaling = BatchNorm.identity(1);
    return new Node(node.name(), taken, node.inputs(), node.shape());
  }

  private static IActivation activation(Relu relu) {
    return Float.isInfinite(relu.bound())
        ? new ActivationReLU()
        : new ActivationReLU((double) relu.bound(), null, null);
  }

  /** A maximum is rectified before it is taken or behind: the weights before it do that. */
  private void activate(Node node, Shape input, IActivation activation) {
    int at = parts.size() - 1;
    boolean ends = node.operation() instanceof Ending;
    if (at > 0 && parts.get(at).isMax() && !ends) {
      at--;
    }
    boolean plain =
        at >= 0
            && parts.get(at).isWeighted()
            && parts.get(at).activation() instanceof ActivationIdentity;
    refuse(at < 0, node, "it is applied to the inputs");
    if (plain) {
      parts.set(at, parts.get(at).with(activation));
    } else {
      refuse(ends, node, "it is not directly behind a dense layer");
      parts.add(new Part(node, input, activation));
    }
  }

  private MultiLayerConfiguration configuration() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(0)
            .dataType(DataType.FLOAT)
            .updater(new NoOp())
            .list();
    Shape first = parts.get(0).input();
    if (first.rank() == 3) {
      FeatureMaps maps = first.maps();
      list.inputPreProcessor(
          0, new FeedForwardToCnnPreProcessor(maps.height(), maps.width(), maps.channels()));
    }
    flattened.forEach(
        (i, maps) ->
            list.inputPreProcessor(
                i, new CnnToFeedForwardPreProcessor(maps.height(), maps.width(), maps.channels())));
    for (int i = 0; i < parts.size(); i++) {
      list.layer(i, layer(parts.get(i), i == parts.size() - 1));
    }
    return list.build();
  }

  private static Layer layer(Part part, boolean last) {
    String name = part.node().name();
    Operation operation = part.node().operation();
    int channels = part.input().channels();
    if (operation instanceof Dense dense) {
      FeedForwardLayer.Builder<?> builder =
          last ? output(part.activation()) : new DenseLayer.Builder();
      builder.name(name).activation(part.activation());
      return builder.nIn(dense.inputs()).nOut(dense.outputs()).build();
    } else if (operation instanceof Convolve convolve) {
      int groups = convolve.groups();
      refuse(
          groups != 1 && groups != channels,
          part.node(),
          Text.of("it has %d groups; possible is 1, or as many as channels", groups));
      Stage.Convolution stage =
          new Stage.Convolution(convolve.outputChannels(), convolve.window(), groups);
      return LayerChain.convolution(stage, channels, name, part.activation());
    } else if (operation instanceof Pool pool) {
      return pooling(part, pool);
    } else if (operation instanceof GlobalAverage) {
      return global(Stage.Pooling.Kind.AVERAGE, name);
    } else if (operation instanceof BatchNorm norm) {
      refuse(
          !norm.isPerChannel(part.input()), part.node(), "it has numbers for each value of a map");
      return LayerChain.batchNorm(channels, EPSILON, name);
    }
    return new ActivationLayer.Builder().name(name).activation(part.activation()).build();
  }

  /** With a loss that DL4J lets stand beside the activation; it is not used. */
  private static OutputLayer.Builder output(IActivation activation) {
    return new OutputLayer.Builder(
        activation instanceof ActivationSoftmax
            ? new LossMCXENT()
            : activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE());
  }

  private static Layer pooling(Part part, Pool pool) {
    boolean max = pool.kind() == Pool.Kind.MAX;
    Stage.Pooling.Kind kind = max ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
    return isGlobalMax(part)
        ? global(kind, part.node().name())
        : LayerChain.pooling(
            new Stage.Pooling(kind, pool.window()),
            pool.kind() == Pool.Kind.AVERAGE,
            part.node().name());
  }

  /** Whether it takes the largest of each map, which makes a row in DL4J. */
  private static boolean isGlobalMax(Part part) {
    if (!part.isMax()) {
      return false;
    }
    Window window = ((Pool) part.node().operation()).window();
    FeatureMaps maps = part.input().maps();
    return !window.isPadded()
        && window.vertical().reach() == maps.height()
        && window.horizontal().reach() == maps.width();
  }

  private static Layer global(Stage.Pooling.Kind kind, String name) {
    return new GlobalPoolingLayer.Builder(LayerChain.type(kind)).name(name).build();
  }

  private static void fill(org.deeplearning4j.nn.api.Layer layer, Part part) {
    Operation operation = part.node().operation();
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
