package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.ConnectionReader.ScaleNode;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comes before the neurons of a layer, node by node: {@code [MaxPool2d] [SumPool2d |
 * AvgPool2d] [Scale] (Affine | Linear | Conv2d) [Scale]}, with {@code Flatten} anywhere.
 */
final class LayerParts {
  private final boolean first;
  private final List<String> notes = new ArrayList<>();
  private List<Integer> shape;
  private NirNode poolingNode;
  private Optional<MaxGate> gate = Optional.empty();
  private Pooling pooling;
  private ScaleNode before;
  private NirNode connectionNode;
  private Connection connection;
  private ScaleNode after;

  /**
   * @param first whether no neurons come before
   * @param shape of what comes in; empty if nobody says
   */
  LayerParts(boolean first, List<Integer> shape) {
    this.first = first;
    this.shape = shape;
  }

  /** Shape of what the nodes so far give; empty if nobody says. */
  List<Integer> shape() {
    return shape;
  }

  /** The connection, once there is one. */
  Optional<Connection> connection() {
    return Optional.ofNullable(connection);
  }

  /** Its node. */
  NirNode connectionNode() {
    return connectionNode;
  }

  /** What was folded into what. */
  List<String> notes() {
    return notes;
  }

  /** Adds a node that is no neuron. */
  void add(NirNode node) throws BadFileException {
    switch (node.type()) {
      case FLATTEN -> shape = new ConnectionReader(node).flattened(shape);
      case SUM_POOL, AVERAGE_POOL -> addPooling(node);
      case MAX_POOL -> addGate(node);
      case SCALE -> addScale(node);
      case CONVOLUTION -> addConvolution(node);
      case AFFINE, LINEAR -> addAffine(node);
      default -> throw Refusal.of("%s is no part of a connection", node.type());
    }
  }

  private void addGate(NirNode node) throws BadFileException {
    refuseSecondPooling(node);
    if (first) {
      throw node.group()
          .fault("pools the inputs by their maximum, and only what neurons fire can be");
    }
    gate = Optional.of(new ConnectionReader(node).gate(shape));
    poolingNode = node;
    shape = gate.get().output().shape();
  }

  private void refuseSecondPooling(NirNode node) throws BadFileException {
    refuseWithoutNeurons(node);
    if (pooling != null || (gate.isPresent() && node.type() == NodeType.MAX_POOL)) {
      throw node.group().fault("follows the pooling %s; make them one node", poolingNode.name());
    }
    if (before != null) {
      throw before
          .group()
          .fault(
              "comes before the pooling %s; put it behind, or multiply it into the weights",
              node.name());
    }
  }

  private void addPooling(NirNode node) throws BadFileException {
    refuseSecondPooling(node);
    if (shape.isEmpty()) {
      throw node.group().fault("has no Input node before it, whose shape it needs");
    }
    pooling = new ConnectionReader(node).pooling(shape);
    poolingNode = node;
    shape = pooling.output().shape();
  }

  private void addScale(NirNode node) throws BadFileException {
    ScaleNode earlier = connection == null ? before : after;
    if (earlier != null) {
      throw node.group().fault("follows the Scale %s; make them one node", earlier.name());
    }
    if (connection == null) {
      before = new ScaleNode(node);
    } else {
      after = new ScaleNode(node);
    }
  }

  private void addConvolution(NirNode node) throws BadFileException {
    refuseWithoutNeurons(node);
    connect(node, new ConnectionReader(node).convolution(shape));
  }

  private void addAffine(NirNode node) throws BadFileException {
    refuseWithoutNeurons(node);
    Affine read = new ConnectionReader(node).affine();
    if (!shape.isEmpty() && read.inputs() != product(shape)) {
      throw node.group()
          .fault("takes %d inputs, but %d values come in", read.inputs(), product(shape));
    }
    connect(node, read);
  }

  private void refuseWithoutNeurons(NirNode node) throws BadFileException {
    if (connection != null) {
      throw node.group()
          .fault(
              "follows the node %s without neurons between them; multiply their weights into one node",
              connectionNode.name());
    }
  }

  private void connect(NirNode node, Connection read) throws BadFileException {
    Connection scaled = before == null ? read : scaled(node, read);
    connection = pooling == null ? scaled : new Pooled(pooling, scaled);
    connectionNode = node;
    shape = read.outputShape();
  }

  private Connection scaled(NirNode node, Connection read) throws BadFileException {
    float[] scale = before.values(read.inputs());
    notes.add(
        Text.of(
            "%s: multiplied into the weights of %s%s",
            before.name(), node.name(), ScaleNode.rounding(scale)));
    try {
      return read.scaled(scale, Values.filled(read.outputs(), 1f));
    } catch (IllegalArgumentException e) {
      throw before.group().fault("cannot be multiplied into %s: %s", node.name(), e.getMessage());
    }
  }

  /** Saturates: the network's widths are ints. */
  static long product(List<Integer> shape) {
    long product = 1;
    for (int size : shape) {
      product = Math.min(product * size, Integer.MAX_VALUE + 1L);
    }
    return product;
  }

  /**
   * The layer.
   *
   * @param neurons that the connection reaches
   * @param recurrent from the neurons back to them
   */
  Population layer(int source, String name, NeuronModel neurons, Optional<NirNode> recurrent)
      throws BadFileException {
    NeuronModel scaled = neurons;
    if (after != null) {
      if (recurrent.isPresent()) {
        throw after
            .group()
            .fault(
                "comes before recurrent neurons; multiply it into the weights of %s",
                connectionNode.name());
      }
      float[] scale = after.values(connection.outputs());
      notes.add(
          Text.of(
              "%s: multiplied into the input of the neurons of %s%s",
              after.name(), name, ScaleNode.rounding(scale)));
      scaled = neurons.withInputScaled(scale);
    }
    Optional<Connection> back = Optional.empty();
    if (recurrent.isPresent()) {
      back = Optional.of(feedback(recurrent.get(), connection.outputShape()));
    }
    return new Population(name, List.of(new Projection(source, gate, connection)), scaled, back);
  }

  private static Connection feedback(NirNode node, List<Integer> shape) throws BadFileException {
    Connection back =
        node.type() == NodeType.CONVOLUTION
            ? new ConnectionReader(node).convolution(shape)
            : new ConnectionReader(node).affine();
    if (!back.inputShape().equals(shape) || !back.outputShape().equals(shape)) {
      throw node.group()
          .fault(
              "leads from %s to %s, but the neurons have the shape %s",
              back.inputShape(), back.outputShape(), shape);
    }
    return back;
  }

  /**
   * Checks that nothing is left over at the end of the chain.
   *
   * @throws BadFileException if a pooling or a scale has no connection after it
   */
  void refuseUnfinished() throws BadFileException {
    if (connection == null && (pooling != null || gate.isPresent())) {
      throw poolingNode
          .group()
          .fault("has no Affine, Linear or Conv2d node after it; a pooling needs one");
    }
    if (connection == null && before != null) {
      throw before
          .group()
          .fault("has no Affine, Linear or Conv2d node after it; a Scale needs one");
    }
  }
}
