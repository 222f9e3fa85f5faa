package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained network: nodes in topological order. The first one is the only {@link Input}, the last
 * one gives the outputs, and every other one is used.
 *
 * @param nodes each after those that it uses
 */
public record AnnGraph(List<Node> nodes) {
  /**
   * @throws IllegalArgumentException if the nodes are in no such order, a shape does not fit, or a
   *     node is used by none; the message names the node
   */
  public AnnGraph {
    nodes = List.copyOf(nodes);
    Refusal.when(nodes.isEmpty(), "a network without nodes");
    boolean[] used = new boolean[nodes.size()];
    for (int n = 0; n < nodes.size(); n++) {
      Node node = nodes.get(n);
      refuse((node.operation() instanceof Input) != (n == 0), node, "the first node is the input");
      List<Shape> shapes = new ArrayList<>();
      for (int input : node.inputs()) {
        refuse(input < 0 || input >= n, node, "it uses node " + input + ", which is not before it");
        refuse(
            nodes.get(input).operation() instanceof Ending,
            node,
            "it uses probabilities; a Softmax, LogSoftmax or Sigmoid can only be the end");
        used[input] = true;
        shapes.add(nodes.get(input).shape());
      }
      Shape shape = shape(node.name(), node.operation(), shapes);
      refuse(!shape.equals(node.shape()), node, "its shape is " + node.shape() + ", not " + shape);
    }
    for (int n = 0; n < nodes.size() - 1; n++) {
      refuse(!used[n], nodes.get(n), "no other node uses it");
    }
  }

  private static Shape shape(String name, Operation operation, List<Shape> inputs) {
    try {
      return operation.shape(inputs);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(label(name, operation) + ": " + e.getMessage(), e);
    }
  }

  private static String label(String name, Operation operation) {
    return operation.kindName() + (name.isEmpty() ? "" : " " + name);
  }

  private static void refuse(boolean refused, Node node, String reason) {
    Refusal.when(refused, "%s: %s", node, reason);
  }

  /**
   * One step of a network.
   *
   * @param name what the file or the user calls it; for messages
   * @param operation what it computes
   * @param inputs the numbers of the nodes whose values it takes, in the order that it takes them
   * @param shape the shape of what it gives for one sample
   */
  public record Node(String name, Operation operation, List<Integer> inputs, Shape shape) {
    /** Copies the inputs. */
    public Node {
      inputs = List.copyOf(inputs);
    }

    /** {@code Convolve conv1}. */
    @Override
    public String toString() {
      return label(name, operation);
    }
  }

  /** What samples are. */
  public Input input() {
    return (Input) nodes.get(0).operation();
  }

  /** Shape of a sample. */
  public Shape inputShape() {
    return nodes.get(0).shape();
  }

  /** The last node, whose values are the outputs. */
  public Node output() {
    return nodes.get(nodes.size() - 1);
  }

  /** The shapes of what a node takes. */
  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(n -> nodes.get(n).shape()).toList();
  }

  /** By how many inputs of nodes the values of each node are taken. */
  public int[] uses() {
    int[] uses = new int[nodes.size()];
    nodes.forEach(node -> node.inputs().forEach(n -> uses[n]++));
    return uses;
  }

  /** Whether every node takes the values of the node before it alone. */
  public boolean isChain() {
    for (int n = 1; n < nodes.size(); n++) {
      if (!nodes.get(n).inputs().equals(List.of(n - 1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether its only output, before or behind a sigmoid, tells two classes apart. */
  public boolean isOneProbability() {
    boolean softmax =
        output().operation() instanceof Ending ending && ending.kind() != Ending.Kind.SIGMOID;
    return output().shape().values() == 1 && !softmax;
  }

  /**
   * The network without its {@link Ending}, if it has one.
   *
   * @return this, if it has none
   */
  public AnnGraph withoutEnding() {
    if (!(output().operation() instanceof Ending)) {
      return this;
    }
    Builder builder = new Builder();
    nodes.forEach(builder::add);
    return builder.upTo(output().inputs().get(0));
  }

  /**
   * The network without a {@link Ending}, which changes no decision. A single output z, before or
   * in a sigmoid, becomes the two outputs -z/2 and z/2, whose softmax is 1 - p and p; of the layer
   * that gives z, where it is {@link Dense}, else of another one.
   *
   * @return this, if it has none and several outputs
   */
  public AnnGraph logits() {
    AnnGraph before = withoutEnding();
    if (!isOneProbability()) {
      return before;
    }
    Builder builder = new Builder();
    Node last = before.output();
    if (last.operation() instanceof Dense dense) {
      before.nodes.subList(0, before.nodes.size() - 1).forEach(builder::add);
      builder.add(last.name(), dense.halves(), last.inputs());
      return builder.build();
    }
    before.nodes.forEach(builder::add);
    String name = output().name();
    int z = builder.reshaped(name, before.nodes.size() - 1, Shape.of(1));
    builder.add(name, new Dense(2, new float[] {-0.5f, 0.5f}, new float[2]), z);
    return builder.build();
  }

  /** Makes a network node by node; shapes follow. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Adds a node.
     *
     * @param inputs the numbers of the nodes whose values it takes
     * @return its number
     * @throws IllegalArgumentException if it cannot take their values; the message names the node
     */
    public int add(String name, Operation operation, Integer... inputs) {
      return add(name, operation, List.of(inputs));
    }

    /** Likewise. */
    public int add(String name, Operation operation, List<Integer> inputs) {
      List<Shape> shapes = inputs.stream().map(this::shape).toList();
      Shape shape = AnnGraph.shape(name, operation, shapes);
      return add(new Node(name, operation, inputs, shape));
    }

    /**
     * Adds a node as it is.
     *
     * @return its number
     */
    public int add(Node node) {
      nodes.add(node);
      return nodes.size() - 1;
    }

    /**
     * The values of a node in another shape: a node that gives them, which may be that one itself.
     */
    public int reshaped(String name, int node, Shape shape) {
      if (shape(node).equals(shape)) {
        return node;
      }
      return add(name, new Reshape(shape), node);
    }

    /** The shape of what a node gives. */
    public Shape shape(int node) {
      return nodes.get(node).shape();
    }

    /** A node that was added. */
    public Node node(int number) {
      return nodes.get(number);
    }

    /**
     * The network that gives the values of a node, without nodes that it does not need.
     *
     * @throws IllegalArgumentException as {@link AnnGraph} does
     */
    public AnnGraph upTo(int output) {
      boolean[] needed = new boolean[nodes.size()];
      needed[output] = true;
      for (int n = output; n >= 0; n--) {
        if (needed[n]) {
          nodes.get(n).inputs().forEach(input -> needed[input] = true);
        }
      }
      Builder kept = new Builder();
      int[] number = new int[nodes.size()];
      for (int n = 0; n <= output; n++) {
        if (needed[n]) {
          Node node = nodes.get(n);
          List<Integer> inputs = node.inputs().stream().map(input -> number[input]).toList();
          number[n] = kept.add(new Node(node.name(), node.operation(), inputs, node.shape()));
        }
      }
      return kept.build();
    }

    /**
     * The network.
     *
     * @throws IllegalArgumentException as {@link AnnGraph} does
     */
    public AnnGraph build() {
      return new AnnGraph(nodes);
    }
  }
}
