package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes of a network before its numbers are read. Shapes are channels first, whatever
 * Deeplearning4j's arrays have; those whose channels it has last are marked.
 */
final class Plan {
  /** Far more channels than networks scale; they are no numbers of the file. */
  private static final int MAX_CONSTANTS = 10_000_000;

  /** More than anything that runs here needs; hostile files declare more. */
  private static final long MOST_ACTIVATIONS = 1L << 28;

  private final List<Step> steps = new ArrayList<>();
  private int numbers;
  private int constants;
  private long activations;
  private int leftOver;

  /** What a node computes, once its layer's numbers are there. */
  @FunctionalInterface
  interface Part {
    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if that is not possible
     */
    Operation of(Numbers numbers);
  }

  /**
   * The numbers of a layer.
   *
   * @param all those of the network
   * @param from where those of the layer begin
   */
  record Numbers(float[] all, int from) {
    /** Some of them, in order. */
    float[] slice(int at, int count) {
      return Arrays.copyOfRange(all, from + at, from + at + count);
    }
  }

  private record Step(
      String name, Part part, int from, List<Integer> inputs, Shape shape, boolean channelsLast) {
    Step {
      name = Text.printable(name);
    }
  }

  /** What samples are. */
  int input(String name, Shape shape, boolean channelsLast) {
    return add(new Step(name, none -> Input.of(shape), 0, List.of(), shape, channelsLast));
  }

  private int add(Step step) {
    activations += step.shape().values();
    Refusal.when(
        activations > MOST_ACTIVATIONS,
        "up to here, layers give more than %d values for one sample",
        MOST_ACTIVATIONS);
    steps.add(step);
    return steps.size() - 1;
  }

  /**
   * A node without numbers.
   *
   * @throws IllegalArgumentException if it cannot take what it should
   */
  int add(String name, Operation operation, Integer... inputs) {
    Shape shape = operation.shape(Arrays.stream(inputs).map(this::shape).toList());
    return add(name, none -> operation, 0, shape, inputs);
  }

  /**
   * A node.
   *
   * @param from where the numbers of its layer begin
   * @param shape what it gives
   */
  int add(String name, Part part, int from, Shape shape, Integer... inputs) {
    boolean last = channelsLast(inputs[0]) && shape.rank() > 1;
    return add(new Step(name, part, from, List.of(inputs), shape, last));
  }

  /** The shape of what a node gives. */
  Shape shape(int node) {
    return steps.get(node).shape();
  }

  /** Whether Deeplearning4j's array of it has the channels last. */
  boolean channelsLast(int node) {
    return steps.get(node).channelsLast();
  }

  /** Whether so many more numbers are not too many. */
  boolean hasRoom(long more) {
    return more <= Architecture.MAX_PARAMETERS - numbers;
  }

  /** Whether so many more constants, which the file does not hold, are not too many. */
  boolean hasRoomForConstants(int more) {
    constants += Math.min(more, MAX_CONSTANTS - constants + 1);
    return constants <= MAX_CONSTANTS;
  }

  /**
   * Takes the next numbers for a layer.
   *
   * @return where they begin
   */
  int take(int count) {
    numbers += count;
    return numbers - count;
  }

  /** How many numbers there are. */
  int numbers() {
    return numbers;
  }

  /** Counts that a window leaves something over along an axis. */
  void leaveOver() {
    leftOver++;
  }

  /** How often that was. */
  int leftOver() {
    return leftOver;
  }

  /**
   * The network that gives the values of a node.
   *
   * @param all its numbers
   * @throws IllegalArgumentException if there is something that none can have
   */
  AnnGraph graph(float[] all, int output) {
    AnnGraph.Builder graph = new AnnGraph.Builder();
    for (Step step : steps) {
      step.inputs().forEach(input -> requireLinear(graph.node(input)));
      graph.add(step.name(), operation(step, all), step.inputs());
    }
    return graph.upTo(output);
  }

  /** Refuses probabilities before the end, which hidden layers with a sigmoid have. */
  private static void requireLinear(AnnGraph.Node node) {
    Refusal.when(
        node.operation() instanceof Ending,
        "layer %s has the activation %s, but only the last layer may; train it with ReLU in its"
            + " place",
        node.name(),
        node.operation().kindName());
  }

  private static Operation operation(Step step, float[] all) {
    try {
      return step.part().of(new Numbers(all, step.from()));
    } catch (LayerSettings.LayerRefusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("layer " + step.name() + ": " + e.getMessage(), e);
    }
  }
}
