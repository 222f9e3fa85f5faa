package io.github.ann2snn.interop;

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
import io.github.ann2snn.ann.training.ModelProvenance.ImportedFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.TwoClasses;
import io.github.ann2snn.train.training.NetworkFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
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

/**
 * A chain of Deeplearning4j's layers that computes what a network computes, for samples that are
 * rows, channels first, with pixels in [0, 1]. What the network does to its inputs goes into the
 * first weights.
 */
public final class DeeplearningNetwork {
  static final String REMEDY =
      "; a model file of Deeplearning4j cannot say that here. convert and compare take the model's own file as it is";

  private final AnnGraph graph;
  private final List<DeeplearningLayer> parts = new ArrayList<>();

  /** Maps that some layers get as rows, by the layer's index. */
  private final Map<Integer, FeatureMaps> flattened = new LinkedHashMap<>();

  /** What is done to the inputs before the first weights; it goes into them. */
  private BatchNorm scaling;

  private DeeplearningNetwork(AnnGraph graph) {
    this.graph = graph;
    this.scaling = graph.input().scaling();
  }

  /**
   * Makes it; one sigmoid output becomes two outputs.
   *
   * @param graph takes pixels in [0, 1], channels first
   * @throws IllegalArgumentException naming the node, if Deeplearning4j's chains cannot say it as
   *     they are admitted here
   */
  public static MultiLayerNetwork of(AnnGraph graph) {
    MultiLayerNetwork network = new DeeplearningNetwork(graph).network();
    return TwoClasses.isOneProbability(network) ? TwoClasses.of(network) : network;
  }

  /**
   * Makes it, and writes it as a model file.
   *
   * @throws BadFileException as {@link #of}, naming the file that the network comes from
   */
  public static Model write(AnnGraph graph, Path from, ImportedFile origin, Path file)
      throws IOException {
    MultiLayerNetwork network;
    try {
      network = of(graph);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(from, "", e.getMessage(), e);
    }
    return ModelFile.save(file, network, network, origin);
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
    DeeplearningLayer last = parts.get(parts.size() - 1);
    refuse(
        !(last.node().operation() instanceof Dense),
        last.node(),
        "it is the end of the model; supported is a dense layer there");
    try {
      MultiLayerNetwork network = NetworkFactory.zero(configuration());
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).fill(network.getLayer(i));
      }
      return network;
    } catch (IllegalStateException | DL4JException e) {
      throw new IllegalArgumentException(e.getMessage() + REMEDY, e);
    }
  }

  static void refuse(boolean refused, Node node, String reason) {
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
        parts.add(DeeplearningLayer.of(taken, input, new ActivationIdentity()));
      }
    }
  }

  private static boolean isIdentity(BatchNorm norm) {
    return norm.equals(BatchNorm.identity(norm.scale().length));
  }

  private void reshape(Node node, Shape input) {
    if (!parts.isEmpty()) {
      refuse(node.shape().rank() != 1, node, "it gives maps in the middle of the network");
      int last = parts.size() - 1;
      if (parts.get(last).isGlobalMax()) {
        parts.set(last, parts.get(last).asRow());
      } else if (input.rank() == 3) {
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
      parts.add(DeeplearningLayer.of(node, input, activation));
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
      list.layer(i, parts.get(i).configuration(i == parts.size() - 1));
    }
    return list.build();
  }
}
