package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.List;
import java.util.Optional;

/**
 * What lies between a population, or the inputs, and the neurons that it leads to, node by node:
 * {@code [MaxPool2d] [SumPool2d | AvgPool2d] [Scale] [Affine | Linear | Conv1d | Conv2d] [Scale]},
 * with {@code Flatten} anywhere. Without weights every value leads to its counterpart.
 */
final class LayerParts {
  private final int source;
  private final Optional<NirNode> integrator;
  private List<Integer> shape;
  private NirNode poolingNode;
  private Optional<MaxGate> gate = Optional.empty();
  private Pooling pooling;
  private ScaleNode before;
  private NirNode connectionNode;
  private Connection connection;
  private ScaleNode after;
  private String note = "";

  /**
   * @param source index of the population, or {@link Projection#INPUT}
   * @param integrator the node of the population, where it gives its potential and no spikes
   * @param shape of what comes in, as the file has it; empty if nobody says
   */
  LayerParts(int source, Optional<NirNode> integrator, List<Integer> shape) {
    this.source = source;
    this.integrator = integrator;
    this.shape = shape;
  }

  /** The same parts, to which others can be added. */
  LayerParts copy() {
    LayerParts copy = new LayerParts(source, integrator, shape);
    copy.poolingNode = poolingNode;
    copy.gate = gate;
    copy.pooling = pooling;
    copy.before = before;
    copy.connectionNode = connectionNode;
    copy.connection = connection;
    copy.after = after;
    copy.note = note;
    return copy;
  }

  /** Shape of what the nodes so far give, as the file has it; empty if nobody says. */
  List<Integer> shape() {
    return shape;
  }

  /** The node with weights, once there is one. */
  Optional<NirNode> connectionNode() {
    return Optional.ofNullable(connectionNode);
  }

  /** The first node with weights on several ways that meet, if there is one. */
  static Optional<NirNode> connectionNode(List<LayerParts> ways) {
    return ways.stream().flatMap(way -> way.connectionNode().stream()).findFirst();
  }

  /** Whether no neurons come before. */
  boolean isFromInput() {
    return source == Projection.INPUT;
  }

  /** What they come from, for messages. */
  String source(List<Population> populations) {
    return isFromInput() ? "the inputs" : populations.get(source).name();
  }

  /** Whether factors wait for the weights. */
  boolean isScaled() {
    return before != null;
  }

  /** What was folded into what; empty if nothing was. */
  String note() {
    return note;
  }

  /** Adds a node without weights that is no neuron. */
  void add(NirNode node) throws BadFileException {
    if (node.type() != NodeType.FLATTEN) {
      refuseGraded(node);
    }
    switch (node.type()) {
      case FLATTEN -> shape = new ConnectionReader(node).flattened(shape);
      case SUM_POOL, AVERAGE_POOL -> addPooling(node);
      case MAX_POOL -> addGate(node);
      case SCALE -> addScale(node);
      default -> throw Refusal.of("%s is no part of a connection", node.type());
    }
  }

  private void addGate(NirNode node) throws BadFileException {
    refuseSecondPooling(node);
    if (isFromInput()) {
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

  /** Refuses a potential where spikes are expected. */
  void refuseGraded(NirNode node) throws BadFileException {
    if (integrator.isPresent()) {
      throw integrator
          .get()
          .group()
          .fault(
              "has type %s and passes its potential, a graded value, on to the node %s; only"
                  + " spikes pass between layers, so that I and LI can be read as the last node"
                  + " alone. Export its neurons as IF or LIF, which fire",
              integrator.get().type().nirName(), node.name());
    }
  }

  /** Refuses a node that would make something of the sum of currents. */
  void refuseWithoutNeurons(NirNode node) throws BadFileException {
    if (connection != null) {
      throw node.group()
          .fault(
              "follows the node %s without neurons between them; multiply their weights into one node",
              connectionNode.name());
    }
  }

  /** Adds the weights of a node. */
  void connect(NirNode node, Connection read) throws BadFileException {
    shape = new ConnectionReader(node).outputShape(read);
    connectionNode = node;
    connect(before == null ? read : scaled(node, read));
  }

  private void connect(Connection scaled) {
    connection = pooling == null ? scaled : new Pooled(pooling, scaled);
  }

  private Connection scaled(NirNode node, Connection read) throws BadFileException {
    float[] scale = before.values(read.inputs());
    note =
        Text.of(
            "%s: multiplied into the weights of %s%s",
            before.name(), node.name(), ScaleNode.rounding(scale));
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

  /** The factors behind the weights, if there are any. */
  Optional<ScaleNode> after() {
    return Optional.ofNullable(after);
  }

  /**
   * The projection, without the factors behind its weights.
   *
   * @param neurons that it reaches
   * @throws BadFileException if it has no weights and nobody says what comes in
   */
  Projection projection(NirNode neurons) throws BadFileException {
    refuseGraded(neurons);
    if (connection == null) {
      if (shape.isEmpty()) {
        throw neurons
            .group()
            .fault(
                "has type %s, but no Affine, Linear, Conv1d or Conv2d node before it, and nobody"
                    + " says the shape of what comes in",
                neurons.type().nirName());
      }
      connect(shortcut());
    }
    return new Projection(source, gate, connection);
  }

  /** Every value to its counterpart; factors that differ within a channel make it a vector. */
  private Connection shortcut() throws BadFileException {
    FeatureMaps maps = ShortcutWeights.maps(shape);
    if (before == null) {
      return OneToOne.identity(maps, Values.filled(maps.channels(), 1));
    }
    float[] scale = before.values(maps.size());
    float[] perChannel = new float[maps.channels()];
    boolean uniform = true;
    for (int i = 0; i < scale.length; i++) {
      perChannel[maps.channel(i)] = scale[i / maps.area() * maps.area()];
      uniform &= scale[i] == perChannel[maps.channel(i)];
    }
    return uniform
        ? OneToOne.identity(maps, perChannel)
        : OneToOne.identity(new FeatureMaps(scale.length, 1, 1), scale);
  }

  /**
   * Checks that nothing is left over where neither weights nor neurons follow.
   *
   * @throws BadFileException if a pooling or a scale has nothing after it
   */
  void refuseUnfinished() throws BadFileException {
    if (connection == null && (pooling != null || gate.isPresent())) {
      throw poolingNode
          .group()
          .fault("has no weights and no neurons after it; a pooling needs some");
    }
    if (connection == null && before != null) {
      throw before.group().fault("has no weights and no neurons after it; a Scale needs some");
    }
  }
}
