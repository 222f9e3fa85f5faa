package io.github.ann2snn.ann.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chain of layers, inputs first. {@code 784-512-256-10} has 784 inputs, two hidden dense layers
 * and 10 outputs; {@code 28x28x1-c20k5-a2-500-10} has images of 28 x 28 with one channel, a
 * convolution to 20 channels with a kernel of 5 x 5, average pooling of 2 x 2, and dense layers.
 * {@link ArchitectureText} tells the whole grammar.
 *
 * @param input what one sample is
 * @param stages the layers; the last is dense, and the first is not batch normalisation
 */
public record Architecture(Shape input, List<Stage> stages) {
  /** The most numbers that a sample, or the output of a layer, may have. */
  public static final int MAX_SIZE = 1_000_000;

  /** The most weights and biases a network may have, 400 MB of them. */
  public static final long MAX_PARAMETERS = 100_000_000;

  /**
   * Checks that the stages fit.
   *
   * @throws IllegalArgumentException naming the stage and the rule, if a rule of the parameters, of
   *     a {@link Stage}, or {@link #MAX_PARAMETERS}, is broken
   */
  public Architecture {
    stages = List.copyOf(stages);
    Refusal.when(
        stages.isEmpty() || !(stages.get(stages.size() - 1) instanceof Stage.Dense),
        "architecture must end with a dense layer, the number of classes; got %s",
        join(input, stages));
    check(input, stages);
  }

  /**
   * A network of dense layers.
   *
   * @param sizes at least two sizes, inputs first, each from 1 to {@value #MAX_SIZE}
   * @throws IllegalArgumentException if there are fewer, or one is out of range
   */
  public Architecture(List<Integer> sizes) {
    this(
        Shape.ofRow(sizes.isEmpty() ? 0 : sizes.get(0)),
        sizes.stream().skip(1).<Stage>map(Stage.Dense::new).toList());
  }

  /**
   * Reads what {@link ArchitectureText} describes.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  @JsonCreator
  public static Architecture parse(String text) {
    return ArchitectureText.parse(text);
  }

  /** Whether {@link #parse} reads a text as the name of a chain. */
  public static boolean isName(String text) {
    return ArchitectureText.NAMES.containsKey(text);
  }

  /**
   * The same chain for other samples and classes. One that takes images keeps its own sizes where
   * samples are rows, which may be images that only their user knows to be some.
   *
   * @param shape channels, height, width, or the length of a row
   * @throws IllegalArgumentException if its stages do not fit such samples
   */
  public Architecture resized(List<Integer> shape, int classes) {
    Shape samples = input;
    if (input.isRow()) {
      samples = Shape.ofRow(shape.stream().reduce(1, Math::multiplyExact));
    } else if (shape.size() == 3) {
      samples = Shape.ofMaps(shape.get(0), shape.get(1), shape.get(2));
    }
    List<Stage> others = new ArrayList<>(stages.subList(0, stages.size() - 1));
    others.add(new Stage.Dense(classes));
    return new Architecture(samples, others);
  }

  private static void check(Shape input, List<Stage> stages) {
    Shape shape = input;
    long room = MAX_PARAMETERS;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      try {
        Refusal.when(
            stage instanceof Stage.BatchNorm && i == 0,
            "must follow a convolution or a dense layer");
        Shape output = stage.output(shape);
        room -= Math.min(stage.parameters(shape), room + 1);
        shape = output;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            Text.of(
                "architecture %s: part %d, %s, %s",
                join(input, stages), i + 2, stage, e.getMessage()),
            e);
      }
      if (room < 0) {
        throw Refusal.of(
            "architecture must have at most %d weights and biases; %s has more, up to part %d, %s",
            MAX_PARAMETERS, join(input, stages), i + 2, stage);
      }
    }
  }

  /** Refuses what is not from 1 to {@link Architecture#MAX_SIZE}. */
  static void requireSize(int value, String what) {
    if (value < 1 || value > Architecture.MAX_SIZE) {
      throw Refusal.of("%s must be from 1 to %d; got %d", what, Architecture.MAX_SIZE, value);
    }
  }

  /**
   * Refuses what only networks trained elsewhere may have: batch normalisation behind pooling,
   * where {@code ann2snn} has no activation to put.
   *
   * @throws IllegalArgumentException naming the stage
   */
  public void requireTrainable() {
    for (int i = 1; i < stages.size(); i++) {
      if (stages.get(i) instanceof Stage.BatchNorm && !hasWeights(stages.get(i - 1))) {
        throw Refusal.of(
            "architecture %s: part %d, bn, must follow a convolution or a dense layer",
            this, i + 2);
      }
    }
  }

  /** Whether a stage multiplies its inputs by weights. */
  public static boolean hasWeights(Stage stage) {
    return stage instanceof Stage.Dense || stage instanceof Stage.Convolution;
  }

  /** What goes into each stage, and last what comes out of the network. */
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (Stage stage : stages) {
      shapes.add(stage.output(shapes.get(shapes.size() - 1)));
    }
    return shapes;
  }

  /**
   * Whether samples of a shape can go in: images that are as high and wide and have as many
   * channels, or a row of as many numbers, whose meaning the user knows.
   *
   * @param shape channels, height, width, or the length of a row; see {@code Dataset.shape()}
   */
  public boolean takes(List<Integer> shape) {
    if (!input.isRow() && shape.size() > 1) {
      return shape.equals(input.maps().shape());
    }
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b) == inputs();
  }

  /** Number of inputs. */
  public int inputs() {
    return input.size();
  }

  /** Number of outputs, which is the number of classes. */
  public int outputs() {
    return ((Stage.Dense) stages.get(stages.size() - 1)).neurons();
  }

  /** Number of layers with weights: convolutions, dense layers and the output layer. */
  public int layers() {
    return (int) stages.stream().filter(Architecture::hasWeights).count();
  }

  /** Number of weights and biases, and of batch normalisation's statistics. */
  public long parameters() {
    List<Shape> shapes = shapes();
    long sum = 0;
    for (int i = 0; i < stages.size(); i++) {
      sum += stages.get(i).parameters(shapes.get(i));
    }
    return sum;
  }

  /** What {@link #parse} reads. */
  @Override
  @JsonValue
  public String toString() {
    return join(input, stages);
  }

  private static String join(Shape input, List<Stage> stages) {
    return input + stages.stream().map(stage -> "-" + stage).collect(Collectors.joining());
  }
}
