package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.nir.graph.FlatGraph;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the nodes of a graph into populations: each node gives what lies between it and the
 * populations before it ({@link LayerParts}), one part for each way that leads there; neurons make
 * projections of those that reach them. What follows the sum of several ways is linear but for max
 * pooling, so it is done to each of them, and a bias added once. At the end, {@code I} or {@code
 * LI} may stand in place of neurons, or nothing at all; such an output only integrates. Values are
 * kept as vectors in row-major order, so that {@code Flatten} changes their shape alone.
 */
final class GraphReader {
  /** What a small file could multiply by branches and merges that follow each other. */
  private static final int MOST_PARTS = 1 << 17;

  private static final long MOST_SCALED = 1 << 26;

  private final FlatGraph graph;
  private final Map<String, List<LayerParts>> given = new HashMap<>();
  private final PopulationReader populations;
  private List<Integer> inputShape = List.of();
  private int parts;

  /**
   * @param graph without feedback
   * @param feedback connections from neurons back to them, by the name of the neurons
   */
  GraphReader(FlatGraph graph, Map<String, NirNode> feedback) {
    this.graph = graph;
    this.populations = new PopulationReader(feedback);
  }

  /** Reads the next node. */
  void add(NirNode node) throws BadFileException {
    if (node.type() == NodeType.INPUT) {
      inputShape = node.sizes(NirNames.SHAPE);
      for (String name : graph.after(node.name())) {
        readInputShape(graph.node(name));
      }
      give(node, List.of(input()));
      return;
    }
    List<LayerParts> incoming = incoming(node);
    if (node.type() == NodeType.OUTPUT) {
      addOutput(node, incoming);
    } else if (node.type().isNeuron() || node.type().isIntegrator()) {
      give(node, List.of(populations.add(node, incoming)));
    } else {
      addPart(node, incoming);
    }
    if (graph.after(node.name()).isEmpty()) {
      populations.end(node, given.get(node.name()));
    }
  }

  /** Takes the shape that a node behind the inputs says, unless the Input node says one. */
  private void readInputShape(NirNode node) throws BadFileException {
    if (inputShape.isEmpty()) {
      inputShape = new ConnectionReader(node).taken();
      if (!inputShape.isEmpty()) {
        noteInputShape(node);
      }
    }
  }

  private void noteInputShape(NirNode node) {
    populations.note(
        Text.of(
            "there is no Input node with a shape: the input shape %s is that of %s",
            inputShape(), node.name()));
  }

  private LayerParts input() {
    return new LayerParts(Projection.INPUT, Optional.empty(), inputShape);
  }

  private void give(NirNode node, List<LayerParts> what) {
    given.put(node.name(), what);
  }

  /** Copies of what leads to a node. */
  private List<LayerParts> incoming(NirNode node) throws BadFileException {
    Set<String> before = graph.before(node.name());
    List<LayerParts> incoming = new ArrayList<>();
    if (before.isEmpty()) {
      readInputShape(node);
      incoming.add(input());
    }
    for (String name : before) {
      for (LayerParts part : given.get(name)) {
        incoming.add(part.copy());
      }
      if (incoming.size() > Population.MOST_PROJECTIONS) {
        throw node.group()
            .fault(
                "is reached by more than %,d connections from populations",
                Population.MOST_PROJECTIONS);
      }
    }
    parts += incoming.size();
    if (parts > MOST_PARTS) {
      throw node.group().fault("is where more than %,d ways lead from node to node", MOST_PARTS);
    }
    refuseDifferent(node, before, incoming);
    return incoming;
  }

  private void refuseDifferent(NirNode node, Set<String> before, List<LayerParts> incoming)
      throws BadFileException {
    List<Integer> shape = incoming.get(0).shape();
    for (LayerParts part : incoming) {
      boolean vector = Math.min(shape.size(), part.shape().size()) == 1;
      boolean same =
          (vector && (node.type().isNeuron() || node.type().isIntegrator()))
              ? LayerParts.product(shape) == LayerParts.product(part.shape())
              : shape.equals(part.shape());
      if (!same) {
        throw node.group()
            .fault(
                "adds %s and %s, which come from %s: their shapes differ",
                shape, part.shape(), NirNames.listed(before, ", "));
      }
    }
  }

  private void addPart(NirNode node, List<LayerParts> incoming) throws BadFileException {
    if (node.type() == NodeType.MAX_POOL && incoming.size() > 1) {
      throw node.group()
          .fault(
              "pools the sum of %s by its maximum; only one population's spikes can be pooled so",
              NirNames.listed(graph.before(node.name()), " and "));
    }
    if (node.type().isConnection()) {
      connect(node, incoming);
    } else {
      for (LayerParts part : incoming) {
        part.add(node);
      }
    }
    Set<String> after = graph.after(node.name());
    Optional<NirNode> weights = LayerParts.connectionNode(incoming);
    if (after.size() > 1 && weights.isPresent()) {
      throw node.group()
          .fault(
              "leads to several nodes, %s, without neurons in between; give each of them a copy of"
                  + " the weights of %s",
              NirNames.listed(after, " and "), weights.get().name());
    }
    give(node, incoming);
  }

  private void connect(NirNode node, List<LayerParts> incoming) throws BadFileException {
    for (LayerParts part : incoming) {
      part.refuseGraded(node);
      part.refuseWithoutNeurons(node);
    }
    Connection read = new ConnectionReader(node).connection(incoming.get(0).shape());
    long scaled = incoming.stream().filter(LayerParts::isScaled).count();
    if (scaled > 1 && scaled * read.weights() > MOST_SCALED) {
      throw node.group()
          .fault("has %,d weights for each of %,d Scale nodes", read.weights(), scaled);
    }
    Connection without =
        incoming.size() == 1 ? read : read.withParameters(read.weight(), new float[read.biases()]);
    for (int k = 0; k < incoming.size(); k++) {
      incoming.get(k).connect(node, k == 0 ? read : without);
      populations.note(incoming.get(k).note());
    }
    if (inputShape.isEmpty() && graph.before(node.name()).stream().allMatch(this::isBefore)) {
      inputShape = read.inputShape();
      noteInputShape(node);
    }
  }

  /** Whether no neurons come before a node. */
  private boolean isBefore(String name) {
    return given.get(name).stream().allMatch(LayerParts::isFromInput);
  }

  private void addOutput(NirNode node, List<LayerParts> incoming) throws BadFileException {
    List<Integer> stated = node.sizes(NirNames.SHAPE);
    LayerParts first = incoming.get(0);
    long values = LayerParts.product(first.shape());
    if (first.connectionNode().isEmpty()
        && !stated.isEmpty()
        && LayerParts.product(stated) != values) {
      throw node.group().fault("has the shape %s, but %d values come in", stated, values);
    }
    give(node, incoming);
  }

  /** Shape of one input sample: maps of one row where a series is taken for such. */
  List<Integer> inputShape() {
    if (inputShape.size() != 2) {
      return inputShape;
    }
    List<Integer> maps = ShortcutWeights.maps(inputShape).shape();
    boolean taken =
        populations.read().stream()
            .flatMap(population -> population.projections().stream())
            .anyMatch(p -> p.isFromInput() && p.inputShape().equals(maps));
    return taken ? maps : inputShape;
  }

  /** The populations. */
  PopulationReader populations() {
    return populations;
  }
}
