package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.NeuronModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the nodes of a chain into layers: {@code [Input] ([Flatten] (Affine | Linear) [Flatten] (IF
 * | LIF))+ [Flatten] [Output]}. Values are kept as vectors in row-major order, so that {@code
 * Flatten} changes nothing.
 */
final class ChainReader {
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, List<String>> nodesByRules = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private List<Integer> inputShape = List.of();
  private NirNode last;
  private NirNode connectionNode;
  private Affine connection;

  /** Reads the next node of the chain. */
  void add(NirNode node) throws NetworkFileException {
    if (last != null && last.type() == NodeType.OUTPUT) {
      throw last.group().fault("is an Output, but the node %s follows".formatted(node.name()));
    }
    switch (node.type()) {
      case INPUT -> addInput(node);
      case FLATTEN -> {}
      case AFFINE, LINEAR -> addConnection(node);
      case IF, LIF -> addNeurons(node);
      case OUTPUT -> addOutput(node);
    }
    last = node;
  }

  private void addInput(NirNode node) throws NetworkFileException {
    if (last != null) {
      throw node.group().fault("is an Input, but follows the node %s".formatted(last.name()));
    }
    inputShape = shape(node);
  }

  private static List<Integer> shape(NirNode node) throws NetworkFileException {
    return Arrays.stream(node.group().dataset(NirNames.SHAPE).sizes()).boxed().toList();
  }

  private void addConnection(NirNode node) throws NetworkFileException {
    if (connection != null) {
      throw node.group()
          .fault(
              "follows the node %s without neurons between them; multiply their weights into one node"
                  .formatted(connectionNode.name()));
    }
    Affine read = ConnectionReader.read(node);
    if (inputShape.isEmpty()) {
      inputShape = List.of(read.inputs());
      notes.add(
          "there is no Input node: the input shape [%d] is that of %s"
              .formatted(read.inputs(), node.name()));
    }
    long width = width();
    if (read.inputs() != width) {
      throw node.group()
          .fault("takes %d inputs, but %d values come in".formatted(read.inputs(), width));
    }
    connection = read;
    connectionNode = node;
  }

  /** Number of values that come in at this point of the chain. */
  private long width() {
    return layers.isEmpty()
        ? product(inputShape)
        : layers.get(layers.size() - 1).neurons().neurons();
  }

  /** Saturates: the network's widths are ints. */
  private static long product(List<Integer> shape) {
    long product = 1;
    for (int size : shape) {
      product = Math.min(product * size, Integer.MAX_VALUE + 1L);
    }
    return product;
  }

  private void addNeurons(NirNode node) throws NetworkFileException {
    if (connection == null) {
      throw node.group()
          .fault("has type %s, but no Affine or Linear node before it".formatted(typeOf(node)));
    }
    NeuronReader reader = new NeuronReader(node, connection.outputs());
    NeuronModel neurons = reader.read();
    String name = node.metadata().text(NirNames.LAYER).orElse(node.name());
    if (layers.stream().anyMatch(layer -> layer.name().equals(name))) {
      throw node.group().fault("is the second layer that is named '%s'".formatted(name));
    }
    layers.add(new Layer(name, connection, neurons));
    nodesByRules.computeIfAbsent(reader.rules(), rules -> new ArrayList<>()).add(node.name());
    connection = null;
  }

  private static String typeOf(NirNode node) {
    return node.type().nirName();
  }

  private void addOutput(NirNode node) throws NetworkFileException {
    if (connection == null && product(shape(node)) != width()) {
      throw node.group()
          .fault("has the shape %s, but %d values come in".formatted(shape(node), width()));
    }
  }

  /**
   * The layers, in order.
   *
   * @param graph for the message
   * @throws NetworkFileException if the chain has none, or does not end with neurons
   */
  List<Layer> layers(Hdf5Group graph) throws NetworkFileException {
    if (connection != null) {
      throw connectionNode
          .group()
          .fault("has no neurons after it; end the network with an IF or LIF node");
    }
    if (layers.isEmpty()) {
      throw graph.fault(
          "has no layer; expected Affine or Linear nodes, each followed by IF or LIF");
    }
    return layers;
  }

  /** Shape of one input sample. */
  List<Integer> inputShape() {
    return inputShape;
  }

  /** Which rules were taken for which nodes, and why. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    nodesByRules.forEach((rules, nodes) -> all.add(String.join(", ", nodes) + ": " + rules));
    return all;
  }
}
