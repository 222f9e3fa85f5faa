package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.dl4j.Plan.Part;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Values;
import java.util.List;
import java.util.Optional;

/** A layer while it is read: what it says, what goes in, and where its nodes go. */
final class LayerCall {
  private static final String FIRST = "NCHW";
  private static final String LAST = "NHWC";

  private final Plan plan;
  private final String name;
  private final LayerSettings said;
  private int node;
  private int from;
  private int parameters;
  private Optional<Stage> stage = Optional.empty();

  /**
   * @param name of the nodes that it makes
   * @param node what goes in
   */
  LayerCall(Plan plan, String name, LayerSettings said, int node) {
    this.plan = plan;
    this.name = name;
    this.said = said;
    this.node = node;
  }

  LayerSettings said() {
    return said;
  }

  /** What goes in, or comes out of what was added. */
  Shape shape() {
    return plan.shape(node);
  }

  /** The node that gives it. */
  int node() {
    return node;
  }

  /** Adds what has no numbers. */
  void give(Operation operation) {
    node = plan.add(name, operation, node);
  }

  /** Adds what is made of the layer's numbers. */
  void give(Shape shape, Part part) {
    node = plan.add(name, part, from, shape, node);
  }

  /** Multiplies all values and adds to them. */
  void scale(float factor, float summand) {
    int channels = shape().channels();
    said.require(
        plan.hasRoomForConstants(channels),
        "scales more channels, with those before it, than can be");
    give(
        shape(),
        none -> new BatchNorm(Values.filled(channels, factor), Values.filled(channels, summand)));
  }

  /** Values in another shape, where they do not have it. */
  void reshape(Shape shape) {
    if (!shape.equals(shape())) {
      give(new Reshape(shape));
    }
  }

  /** All values in a row, in the order that Deeplearning4j has them. */
  void flatten() {
    if (plan.channelsLast(node) && shape().perChannel() > 1) {
      give(new Permute(shape().rank() == 3 ? List.of(1, 2, 0) : List.of(1, 0)));
    }
    reshape(Shape.of(shape().values()));
  }

  /** Takes the layer's numbers. */
  void take(long count) {
    said.require(
        plan.hasRoom(count),
        "has more weights and biases, with those before it, than the %d that a network may have",
        Architecture.MAX_PARAMETERS);
    from = plan.take((int) count);
    parameters += (int) count;
  }

  /** How many numbers the layer has. */
  int parameters() {
    return parameters;
  }

  /** What an architecture says of the layer. */
  void stage(Stage of) {
    stage = Optional.of(of);
  }

  /** Likewise. */
  Optional<Stage> stage() {
    return stage;
  }

  /** Whether samples go in as they are. */
  boolean isFirst() {
    return node == 0;
  }

  boolean channelsLast() {
    return plan.channelsLast(node);
  }

  void leaveOver() {
    plan.leaveOver();
  }

  /**
   * Requires maps whose channels are where the layer expects them.
   *
   * @param key what the layer says of that; those that say nothing expect them first
   */
  void requireMaps(String key) {
    said.require(
        shape().rank() == 3,
        "is a %s, but gets rows instead of feature maps; a network for images needs a"
            + " FeedForwardToCnnPreProcessor at layer 0, which DL4J adds for"
            + " InputType.convolutionalFlat",
        said.kind());
    requireFormat(key, FIRST, LAST);
  }

  /** Requires rows of values with channels, in one dimension. */
  void requireSeries(String key) {
    said.require(shape().rank() == 2, "is a %s, but gets values of shape %s", said.kind(), shape());
    requireFormat(key, "NCW", "NWC");
  }

  private void requireFormat(String key, String first, String last) {
    JsonNode format = said.node().path(key);
    String expected = channelsLast() ? last : first;
    String stated = format.isTextual() ? said.word(key, first, last) : first;
    said.require(
        stated.equals(expected), "has \"%s\" %s, but what goes in is %s", key, stated, expected);
  }

  void requireInputs(int stated, int actual, String what) {
    said.require(
        stated == actual, "has %d inputs, but the layer before it has %d %s", stated, actual, what);
  }
}
