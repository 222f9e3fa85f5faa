package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.MaxGate;
import io.github.ann2snn.runtime.network.NeuronModel;
import io.github.ann2snn.runtime.network.Pooled;
import io.github.ann2snn.runtime.network.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the nodes of a chain into layers: {@code [Input] ([MaxPool2d] [SumPool2d | AvgPool2d]
 * (Affine | Linear | Conv2d) (IF | LIF))+ [Output]}, with {@code Flatten} anywhere. Values are kept
 * as vectors in row-major order, so that {@code Flatten} changes their shape alone.
 */
final class ChainReader {
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, List<String>> nodesByRules = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private List<Integer> inputShape = List.of();
  private List<Integer> shape = List.of();
  private NirNode last;
  private NirNode poolingNode;
  private Optional<MaxGate> gate = Optional.empty();
  private Pooling pooling;
  private NirNode connectionNode;
  private Connection connection;

  /** Reads the next node of the chain. */
  void add(NirNode node) throws Hdf5Exception {
    if (last != null && last.type() == NodeType.OUTPUT) {
      throw last.group().fault("is an Output, but the node %s follows".formatted(node.name()));
    }
    switch (node.type()) {
      case INPUT -> addInput(node);
      case FLATTEN -> shape = Flattening.of(node, shape);
      case SUM_POOL, AVERAGE_POOL -> addPooling(node);
      case MAX_POOL -> addGate(node);
      case CONVOLUTION -> addConvolution(node);
      case AFFINE, LINEAR -> addAffine(node);
      case IF, LIF -> addNeurons(node);
      case OUTPUT -> addOutput(node);
    }
    last = node;
  }

  private void addInput(NirNode node) throws Hdf5Exception {
    if (last != null) {
      throw node.group().fault("is an Input, but follows the node %s".formatted(last.name()));
    }
    inputShape = shape(node);
    shape = inputShape;
  }

  private static List<Integer> shape(NirNode node) throws Hdf5Exception {
    return Arrays.stream(node.group().dataset(NirNames.SHAPE).sizes()).boxed().toList();
  }

  private void addGate(NirNode node) throws Hdf5Exception {
    refuseSecondPooling(node);
    if (layers.isEmpty()) {
      throw node.group()
          .fault("pools the inputs by their maximum, and only what neurons fire can be");
    }
    gate = Optional.of(new WindowReader(node).gate(shape));
    poolingNode = node;
    shape = gate.get().output().shape();
  }

  private void refuseSecondPooling(NirNode node) throws Hdf5Exception {
    refuseWithoutNeurons(node);
    if (pooling != null || (gate.isPresent() && node.type() == NodeType.MAX_POOL)) {
      throw node.group()
          .fault("follows the pooling %s; make them one node".formatted(poolingNode.name()));
    }
  }

  private void addPooling(NirNode node) throws Hdf5Exception {
    refuseSecondPooling(node);
    if (shape.isEmpty()) {
      throw node.group().fault("has no Input node before it, whose shape it needs");
    }
    pooling = new WindowReader(node).pooling(shape);
    poolingNode = node;
    shape = pooling.output().shape();
  }

  private void addConvolution(NirNode node) throws Hdf5Exception {
    refuseWithoutNeurons(node);
    connect(node, new WindowReader(node).convolution(shape));
  }

  private void addAffine(NirNode node) throws Hdf5Exception {
    refuseWithoutNeurons(node);
    Affine read = ConnectionReader.read(node);
    if (!shape.isEmpty() && read.inputs() != product(shape)) {
      throw node.group()
          .fault("takes %d inputs, but %d values come in".formatted(read.inputs(), product(shape)));
    }
    connect(node, read);
  }

  private void refuseWithoutNeurons(NirNode node) throws Hdf5Exception {
    if (connection != null) {
      throw node.group()
          .fault(
              "follows the node %s without neurons between them; multiply their weights into one node"
                  .formatted(connectionNode.name()));
    }
  }

  private void connect(NirNode node, Connection read) {
    if (inputShape.isEmpty()) {
      inputShape = read.inputShape();
      notes.add(
          "there is no Input node: the input shape %s is that of %s"
              .formatted(inputShape, node.name()));
    }
    connection = pooling == null ? read : new Pooled(pooling, read);
    connectionNode = node;
    shape = read.outputShape();
    pooling = null;
  }

  /** Saturates: the network's widths are ints. */
  private static long product(List<Integer> shape) {
    long product = 1;
    for (int size : shape) {
      product = Math.min(product * size, Integer.MAX_VALUE + 1L);
    }
    return product;
  }

  private void addNeurons(NirNode node) throws Hdf5Exception {
    if (connection == null) {
      throw node.group()
          .fault(
              "has type %s, but no Affine, Linear or Conv2d node before it"
                  .formatted(typeOf(node)));
    }
    NeuronReader reader = new NeuronReader(node, connection.outputs());
    NeuronModel neurons = reader.read();
    String name = node.metadata().text(NirNames.LAYER).orElse(node.name());
    if (layers.stream().anyMatch(layer -> layer.name().equals(name))) {
      throw node.group().fault("is the second layer that is named '%s'".formatted(name));
    }
    layers.add(new Layer(name, gate, connection, neurons));
    gate = Optional.empty();
    nodesByRules.computeIfAbsent(reader.rules(), rules -> new ArrayList<>()).add(node.name());
    connection = null;
  }

  private static String typeOf(NirNode node) {
    return node.type().nirName();
  }

  private void addOutput(NirNode node) throws Hdf5Exception {
    if (connection == null && product(shape(node)) != product(shape)) {
      throw node.group()
          .fault("has the shape %s, but %d values come in".formatted(shape(node), product(shape)));
    }
  }

  /**
   * The layers, in order.
   *
   * @param graph for the message
   * @throws Hdf5Exception if the chain has none, or does not end with neurons
   */
  List<Layer> layers(Hdf5Group graph) throws Hdf5Exception {
    if (connection != null) {
      throw connectionNode
          .group()
          .fault("has no neurons after it; end the network with an IF or LIF node");
    }
    if (pooling != null || gate.isPresent()) {
      throw poolingNode
          .group()
          .fault("has no Affine, Linear or Conv2d node after it; a pooling needs one");
    }
    if (layers.isEmpty()) {
      throw graph.fault(
          "has no layer; expected Affine, Linear or Conv2d nodes, each followed by IF or LIF");
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
