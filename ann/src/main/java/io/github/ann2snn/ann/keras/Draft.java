package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.WeightSource.LayerWeights;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network whose weights are still to come: shapes and numbers of weights are known before memory
 * is taken for any of them.
 */
final class Draft {
  /** More than anything that runs here needs; hostile files declare more. */
  private static final long MOST_ACTIVATIONS = 1L << 28;

  private final List<Planned> nodes = new ArrayList<>();
  private long activations;

  /** Makes an operation from the weights of its layer. */
  @FunctionalInterface
  interface Maker {
    /**
     * @throws IllegalArgumentException if the weights are out of range
     */
    Operation make(LayerWeights weights) throws IOException;
  }

  /**
   * Operations with weights.
   *
   * @param layer whose weights they are
   * @param shapes of all its arrays, in the order in which Keras makes them; null for one that is
   *     not read
   */
  record Weighted(KerasLayer layer, List<Shape> shapes, Maker maker) {}

  /** A node: with its operation, or with what makes it. */
  private record Planned(
      KerasLayer layer, Operation operation, Weighted weighted, List<Integer> inputs, Shape shape) {
    Operation operation(WeightSource source) throws IOException {
      if (operation != null) {
        return operation;
      }
      try {
        return weighted.maker().make(LayerWeights.of(layer, source, weighted.shapes()));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw layer.refuse("%s", e.getMessage());
      }
    }
  }

  /**
   * Adds a node.
   *
   * @return its number
   * @throws IllegalArgumentException if it cannot take the values of those nodes
   */
  int add(KerasLayer layer, Operation operation, List<Integer> inputs) throws BadFileException {
    Shape shape = operation.shape(inputs.stream().map(this::shape).toList());
    return add(new Planned(layer, operation, null, inputs, shape));
  }

  /** Adds a node with weights, which gives values of a shape. */
  int add(Weighted weighted, int input, Shape shape) throws BadFileException {
    return add(new Planned(weighted.layer(), null, weighted, List.of(input), shape));
  }

  private int add(Planned planned) throws BadFileException {
    for (int input : planned.inputs()) {
      Planned before = nodes.get(input);
      if (before.operation() instanceof Ending ending) {
        throw before
            .layer()
            .refuse(
                "has %s, which is supported at the end of the model only, but %s uses it. Train with relu in its place",
                ending.kindName(), planned.layer().place());
      }
    }
    activations += planned.shape().values();
    Refusal.when(
        activations > MOST_ACTIVATIONS,
        "up to here, layers give more than %d values for one sample",
        MOST_ACTIVATIONS);
    nodes.add(planned);
    return nodes.size() - 1;
  }

  /** The values of a node in another shape; reshapings do not pile up. */
  int reshaped(KerasLayer layer, int node, Shape shape) throws BadFileException {
    int from =
        nodes.get(node).operation() instanceof Reshape ? nodes.get(node).inputs().get(0) : node;
    return shape(from).equals(shape) ? from : add(layer, new Reshape(shape), List.of(from));
  }

  /** The shape of what a node gives. */
  Shape shape(int node) {
    return nodes.get(node).shape();
  }

  /** Whether a node gives the samples, perhaps in another shape. */
  boolean isInput(int node) {
    Planned planned = nodes.get(node);
    return planned.operation() instanceof Input
        || (planned.operation() instanceof Reshape && isInput(planned.inputs().get(0)));
  }

  /** How many numbers the weights have. */
  long weights() {
    Map<String, Long> ofLayer = new HashMap<>();
    weighted().forEach(planned -> ofLayer.put(planned.layer().path(), numbers(planned)));
    return ofLayer.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Likewise, those of a layer that is used again counted again. */
  long usedWeights() {
    return weighted().mapToLong(Draft::numbers).sum();
  }

  private Stream<Planned> weighted() {
    return nodes.stream().filter(planned -> planned.weighted() != null);
  }

  private static long numbers(Planned planned) {
    return planned.weighted().shapes().stream().mapToLong(s -> s == null ? 0 : s.values()).sum();
  }

  /**
   * The network that gives the values of a node.
   *
   * @throws IOException if weights are missing, damaged or of other shapes
   */
  AnnGraph network(int output, WeightSource source) throws IOException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    for (Planned planned : nodes) {
      Operation operation = planned.operation(source);
      builder.add(new Node(planned.layer().path(), operation, planned.inputs(), planned.shape()));
    }
    return builder.upTo(output);
  }
}
