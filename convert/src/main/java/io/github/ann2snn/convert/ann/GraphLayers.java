package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.folding.Simplification;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the layers of a graph that is a chain. Pooling becomes part of the next layer. Batch
 * normalisation is folded into the weights before it where no activation is in between, else into
 * those behind it; so is the scaling of the input.
 */
final class GraphLayers {
  /** What is read: without padding and ReLUs that can lie elsewhere. */
  final AnnGraph graph;

  /** The layers that have weights. */
  final List<AnnLayer> layers = new ArrayList<>();

  /** For each of {@link #layers}, the node that gives its activation. */
  final List<Integer> activationOf = new ArrayList<>();

  /** The quantised activations of {@link #layers}, by their index. */
  final Map<Integer, ClipFloorShift> quantizations = new HashMap<>();

  private final MaxPooling maxPooling;
  private final Set<String> names = new HashSet<>();

  /** Whether values are never negative; those of the data set are not. */
  private boolean rectified = true;

  /** What lies between the last activation and the next weights. */
  private final PathToWeights path = new PathToWeights();

  private GraphLayers(AnnGraph graph, MaxPooling maxPooling) {
    this.graph = graph;
    this.maxPooling = maxPooling;
  }

  /**
   * Reads them all.
   *
   * @param maxPooling what becomes of it
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  static GraphLayers read(AnnGraph graph, MaxPooling maxPooling) throws ConversionRefusedException {
    requireChain(graph);
    boolean averages = maxPooling == MaxPooling.AVERAGE;
    AnnGraph folded = Simplification.of(averages ? AverageForMax.replace(graph) : graph);
    GraphLayers reader = new GraphLayers(folded, maxPooling);
    for (int n = 0; n < folded.nodes().size(); n++) {
      reader.read(n);
    }
    reader.end();
    return reader;
  }

  private static void requireChain(AnnGraph graph) throws ConversionRefusedException {
    int[] uses = graph.uses();
    for (int n = 0; n < graph.nodes().size(); n++) {
      Node node = graph.nodes().get(n);
      if (uses[n] > 1 || node.inputs().size() > 1) {
        throw ConversionRefusedException.of(
            "the network is no chain: %s %s; networks with branches run as they are (inspect,"
                + " compare), but are not converted yet.",
            node, uses[n] > 1 ? "goes to several nodes" : "joins several nodes");
      }
    }
  }

  private void read(int n) throws ConversionRefusedException {
    Node node = graph.nodes().get(n);
    Operation operation = node.operation();
    if (operation instanceof Input input) {
      path.transform(ChannelTransform.of(input.scaling()));
    } else if (operation instanceof Relu relu) {
      rectify(n, bound(relu, node));
    } else if (operation instanceof ClipFloorShift function && !rectified) {
      requireDirect(node);
      rectified = true;
      activationOf.set(layers.size() - 1, n);
      quantizations.put(layers.size() - 1, function);
    } else if (operation instanceof BatchNorm norm) {
      normalise(n, ChannelTransform.of(norm));
    } else if (operation instanceof Pool pool) {
      pool(node, pool.kind(), pool.window());
    } else if (operation instanceof GlobalAverage) {
      FeatureMaps maps = before(node).maps();
      Window all = new Window(WindowAxis.of(maps.height(), 1), WindowAxis.of(maps.width(), 1));
      pool(node, Pool.Kind.AVERAGE, all);
    } else if (operation instanceof Convolve convolve) {
      weighted(n, convolution(node, convolve));
    } else if (operation instanceof Dense dense) {
      int inputs = dense.inputs();
      weighted(n, new Affine(inputs, dense.outputs(), dense.weight(), dense.bias()));
    } else if (operation instanceof Reshape) {
      path.reshape(before(node), node.shape(), node.toString());
    } else {
      throw ConversionRefusedException.unsupported(
          node.toString(), "this kind of node is not supported there.");
    }
  }

  private Shape before(Node node) {
    return graph.inputShapes(node).get(0);
  }

  private static double bound(Relu relu, Node node) throws ConversionRefusedException {
    for (float slope : relu.slope()) {
      if (slope != 0) {
        throw ConversionRefusedException.unsupported(
            node.toString(),
            "its slope below 0 is %s, and a firing rate cannot be negative. Train with ReLU.",
            slope);
      }
    }
    return relu.bound();
  }

  /** Puts a ReLU behind the last layer; of two, the smaller bound holds. */
  private void rectify(int n, double bound) throws ConversionRefusedException {
    Node node = graph.nodes().get(n);
    if (layers.isEmpty()) {
      throw ConversionRefusedException.unsupported(
          node.toString(), "it is applied to the inputs, where no layer of neurons stands for it.");
    }
    int at = layers.size() - 1;
    boolean changesNothing = rectified && !path.isTransformed() && bound >= layers.get(at).bound();
    if (!changesNothing) {
      requireDirect(node);
      rectified = true;
      layers.set(at, layers.get(at).withBound(Math.min(bound, layers.get(at).bound())));
    }
    if (path.isDirect()) {
      activationOf.set(at, n);
    }
  }

  private void requireDirect(Node node) throws ConversionRefusedException {
    if (!path.isDirect()) {
      throw ConversionRefusedException.unsupported(
          node.toString(),
          "pooling or batch normalisation lies between the weights and"
              + " their activation or between two activations, where no layer of spiking neurons"
              + " can stand for it. Put the activation directly behind the weights, or behind the"
              + " batch normalisation that follows them.");
    }
  }

  private void normalise(int n, ChannelTransform next) throws ConversionRefusedException {
    if (rectified) {
      path.transform(next);
      return;
    }
    if (path.isPooled()) {
      throw ConversionRefusedException.of(
          "%s cannot be folded: pooling lies between it and the weights. Put it before the pooling.%s",
          graph.nodes().get(n), ConversionRefusedException.SUPPORTED);
    }
    int at = layers.size() - 1;
    AnnLayer before = layers.get(at);
    layers.set(at, before.withConnections(each -> PathToWeights.foldAfter(each, next)));
    activationOf.set(at, n);
  }

  private void pool(Node node, Pool.Kind kind, Window window) throws ConversionRefusedException {
    if (kind == Pool.Kind.AVERAGE_WITHOUT_PADDING && window.isPadded()) {
      throw ConversionRefusedException.layer(
          node.toString(),
          "it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    FeatureMaps input = before(node).maps();
    try {
      if (kind == Pool.Kind.MAX) {
        requireGate(node);
        path.pool(new MaxGate(input, window), node.toString());
      } else {
        path.pool(new Pooling(Pooling.Kind.AVERAGE, input, window), node.toString());
      }
    } catch (IllegalArgumentException e) {
      throw ConversionRefusedException.layer(node.toString(), "%s", e.getMessage());
    }
  }

  private void requireGate(Node node) throws ConversionRefusedException {
    if (maxPooling == MaxPooling.REFUSE) {
      throw ConversionRefusedException.unsupported(
          node.toString(),
          "it takes maxima, and spikes can be added but not compared."
              + " Train with average pooling (a2 instead of m2), let a gate follow the largest"
              + " current with --max-pool gate, or take averages in its place with --max-pool"
              + " average, which costs accuracy.");
    }
    if (layers.isEmpty()) {
      throw ConversionRefusedException.unsupported(
          node.toString(),
          "it takes maxima of the inputs, and a gate needs neurons before"
              + " it. Pool the samples before they are given to the network.");
    }
  }

  private Connection convolution(Node node, Convolve convolve) {
    return new Convolution(
        before(node).maps(),
        convolve.outputChannels(),
        convolve.window(),
        convolve.groups(),
        convolve.weight(),
        convolve.bias());
  }

  private void weighted(int n, Connection connection) throws ConversionRefusedException {
    Node node = graph.nodes().get(n);
    if (!rectified) {
      throw ConversionRefusedException.unsupported(
          node.toString(),
          "its inputs come from a layer without ReLU, and firing rates cannot be negative.");
    }
    try {
      layers.add(path.layer(name(node), layers.size() - 1, connection));
    } catch (IllegalArgumentException e) {
      throw ConversionRefusedException.layer(node.toString(), "%s", e.getMessage());
    }
    activationOf.add(n);
    rectified = false;
  }

  /** A name that files can hold as that of a node, and that no other layer has. */
  private String name(Node node) {
    String plain = node.name().replaceAll("[^\\p{Alnum}_.-]+", "_").replaceAll("^_+|_+$", "");
    String base = plain.isEmpty() ? "layer_" + layers.size() : plain;
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private void end() throws ConversionRefusedException {
    Node last = graph.output();
    if (layers.isEmpty() || rectified || !path.isDirect()) {
      throw ConversionRefusedException.unsupported(
          last.toString(), "it comes last, but the last layer must be dense, without ReLU.");
    }
  }
}
