package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.onnx.message.Onnx.NodeProto;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of a file while it is read: what it takes, its attributes, and where its result goes. */
final class Call {
  private final NodeProto node;
  private final int operators;
  private final Names names;
  private final AnnGraph.Builder network;
  private final int batch;
  private final Attributes attributes;

  /**
   * @param operators version of the operator set
   * @param batch the first size of everything that depends on samples
   */
  Call(NodeProto node, int operators, Names names, AnnGraph.Builder network, int batch) {
    this.node = node;
    this.operators = operators;
    this.names = names;
    this.network = network;
    this.batch = batch;
    attributes = new Attributes(node);
  }

  /** Whether the operator set has this version or a newer one. */
  boolean since(int version) {
    return operators >= version;
  }

  Attributes attributes() {
    return attributes;
  }

  /** Number of inputs, those that are left out included. */
  int inputs() {
    return node.getInputCount();
  }

  boolean has(int input) {
    return input < inputs() && !node.getInput(input).isEmpty();
  }

  boolean isConstant(int input) {
    return has(input) && !(value(input) instanceof Names.Value.Activation);
  }

  private Names.Value value(int input) {
    Refusal.when(!has(input), "it has no input %d", input);
    return names.value(node.getInput(input));
  }

  /**
   * A constant.
   *
   * @throws IllegalArgumentException if it depends on the sample
   */
  Tensor constant(int input) throws BadFileException {
    Names.Value value = value(input);
    Refusal.when(
        value instanceof Names.Value.Activation,
        "its input %d, '%s', depends on the sample; only constants are supported there",
        input,
        Text.printable(node.getInput(input)));
    return names.tensor(node.getInput(input), value);
  }

  /** A row of constant whole numbers; those that are no {@code int} become the nearest one. */
  List<Integer> wholes(int input) throws BadFileException {
    List<Integer> wholes = new ArrayList<>();
    for (long value : constant(input).asLongs()) {
      wholes.add(Attributes.clamped(value));
    }
    return wholes;
  }

  /**
   * The number of the node of our network that an input is.
   *
   * @throws IllegalArgumentException if it is a constant
   */
  int activation(int input) {
    Names.Value value = value(input);
    if (value instanceof Names.Value.Activation activation) {
      return activation.node();
    }
    throw Refusal.of(
        "its input %d, '%s', is a constant", input, Text.printable(node.getInput(input)));
  }

  /** The shape of an input that depends on the sample, for one sample. */
  Shape shape(int input) {
    return network.shape(activation(input));
  }

  /** The shape of what a node of our network gives. */
  Shape shapeOf(int added) {
    return network.shape(added);
  }

  /** The shape of an input as the file sees it, with the batch. */
  List<Integer> dims(int input) throws BadFileException {
    return isConstant(input) ? constant(input).dims() : batched(shape(input));
  }

  List<Integer> batched(Shape shape) {
    List<Integer> dims = new ArrayList<>(List.of(batch));
    dims.addAll(shape.sizes());
    return dims;
  }

  /**
   * The shape of one sample.
   *
   * @param dims with the batch
   * @throws IllegalArgumentException if values move from one sample to another
   */
  Shape unbatched(List<Integer> dims) {
    Refusal.when(
        dims.size() < 2 || dims.get(0) != batch,
        "it makes the shape %s, in which the first size is not the batch's",
        dims);
    return new Shape(dims.subList(1, dims.size()));
  }

  /**
   * The dimension of a sample that an axis is.
   *
   * @param rank of the values with the batch
   * @throws IllegalArgumentException if it is the batch's, or there is none
   */
  static int dimension(int axis, int rank) {
    int dimension = axis(axis, rank);
    Refusal.when(dimension == 0, "axis %d is that of the batch", axis);
    return dimension - 1;
  }

  /** An axis counted from the first one on. */
  static int axis(int axis, int rank) {
    int counted = axis < 0 ? axis + rank : axis;
    Refusal.when(counted < 0 || counted >= rank, "axis %d of %d", axis, rank);
    return counted;
  }

  /** Adds a node to our network. */
  int add(Operation operation, Integer... inputs) {
    // Before anything is added: what is refused is told by the node of the file.
    Shape shape = operation.shape(Stream.of(inputs).map(network::shape).toList());
    names.admitActivations(shape.values());
    return network.add(name(), operation, inputs);
  }

  /** The values of a node of our network in another shape; reshapings do not pile up. */
  int reshaped(int of, Shape shape) {
    AnnGraph.Node before = network.node(of);
    boolean again = before.operation() instanceof Reshape;
    return network.reshaped(name(), again ? before.inputs().get(0) : of, shape);
  }

  /** The values of a node of our network with dimensions in another order; two orders are one. */
  int permuted(int of, List<Integer> order) {
    List<Integer> whole = order;
    int from = of;
    Optional<Permute> earlier = permute(of);
    if (earlier.isPresent()) {
      whole = order.stream().map(earlier.get().order()::get).toList();
      from = before(of);
    }
    Permute permute = new Permute(whole);
    Shape shape = network.shape(from);
    List<Integer> moved = whole.stream().filter(d -> shape.size(d) > 1).toList();
    return moved.equals(moved.stream().sorted().toList())
        ? reshaped(from, permute.shape(List.of(shape)))
        : add(permute, from);
  }

  /** The order that a node of our network puts dimensions in, if it does. */
  Optional<Permute> permute(int node) {
    return network.node(node).operation() instanceof Permute permute
        ? Optional.of(permute)
        : Optional.empty();
  }

  /** The node of our network whose values another one takes alone. */
  int before(int node) {
    return network.node(node).inputs().get(0);
  }

  private String name() {
    return Text.printable(
        node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName());
  }

  /** The numbers of a tensor that stands in an attribute. */
  Tensor stored(TensorProto proto) throws BadFileException {
    return names.tensor(node.getOutput(0), new Names.Value.Stored(proto));
  }

  /** Counts constants that are about to exist. */
  void admit(int count) {
    names.admit(count);
  }

  /** The result depends on the sample. */
  void give(int result) {
    giveAt(0, result);
  }

  /** Likewise, where there are several. */
  void giveAt(int output, int result) {
    names.put(node.getOutput(output), new Names.Value.Activation(result));
  }

  /** Number of results. */
  int outputs() {
    return node.getOutputCount();
  }

  /** The result is a constant. */
  void give(Tensor result) {
    giveAt(0, result);
  }

  /** Likewise, where there are several. */
  void giveAt(int output, Tensor result) {
    names.admit(result.size());
    names.put(node.getOutput(output), result);
  }
}
