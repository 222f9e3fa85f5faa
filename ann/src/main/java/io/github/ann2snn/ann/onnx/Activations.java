package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;

/** Rectifiers, and what makes probabilities. */
final class Activations {
  private Activations() {}

  static void relu(Call call) {
    call.give(call.add(Relu.plain(), call.activation(0)));
  }

  static void clip(Call call) throws BadFileException {
    float least = bound(call, "min", 1, Float.NEGATIVE_INFINITY);
    float most = bound(call, "max", 2, Float.POSITIVE_INFINITY);
    call.give(clipped(call, call.activation(0), least, most));
  }

  private static float bound(Call call, String name, int input, float otherwise)
      throws BadFileException {
    if (!call.since(11)) {
      return call.attributes().number(name, otherwise);
    }
    return call.has(input) ? call.constant(input).single() : otherwise;
  }

  /** {@code min(max(x, least), most)}, which is a bounded rectifier, moved. */
  private static int clipped(Call call, int node, float least, float most) {
    // Where there is no bound, files have the largest number there is.
    boolean below = least > -Float.MAX_VALUE;
    boolean above = most < Float.MAX_VALUE;
    Refusal.when(
        !(least < most), "it clips to %s and %s, which leaves one value at most", least, most);
    if (!below) {
      return above ? mirrored(call, node, most) : node;
    }
    Relu relu = above ? Relu.bounded(most - least) : Relu.plain();
    return moved(call, call.add(relu, moved(call, node, -least)), least);
  }

  /** {@code min(x, most) = most - max(0, most - x)}. */
  private static int mirrored(Call call, int node, float most) {
    int left = call.add(Relu.plain(), Elementwise.scaled(call, node, -1, most));
    return Elementwise.scaled(call, left, -1, most);
  }

  private static int moved(Call call, int node, float by) {
    return by == 0 ? node : Elementwise.scaled(call, node, 1, by);
  }

  /** {@code max(0, x) + max(0, -x)}. */
  static void magnitude(Call call) {
    int above = call.add(Relu.plain(), call.activation(0));
    int below = call.add(Relu.plain(), Elementwise.scaled(call, call.activation(0), -1, 0));
    call.give(call.add(new Add(), above, below));
  }

  static void atLeast(Call call) throws BadFileException {
    withBound(call, true);
  }

  static void atMost(Call call) throws BadFileException {
    withBound(call, false);
  }

  /** The larger or smaller of values and a constant. */
  private static void withBound(Call call, boolean atLeast) throws BadFileException {
    Refusal.when(call.inputs() != 2, "%d inputs, expected 2", call.inputs());
    int constant = call.isConstant(1) ? 1 : 0;
    Refusal.when(
        !call.isConstant(constant),
        "it takes two branches, of which it picks one; only bounds that are constants are"
            + " supported");
    float bound = call.constant(constant).single();
    int node = call.activation(1 - constant);
    call.give(
        atLeast
            ? clipped(call, node, bound, Float.POSITIVE_INFINITY)
            : clipped(call, node, Float.NEGATIVE_INFINITY, bound));
  }

  /** {@code max(0, min(1, alpha x + beta))}: piecewise linear in spite of its name. */
  static void hardSigmoid(Call call) {
    float alpha = call.attributes().number("alpha", 0.2f);
    float beta = call.attributes().number("beta", 0.5f);
    int line = Elementwise.scaled(call, call.activation(0), alpha, beta);
    call.give(call.add(Relu.bounded(1), line));
  }

  static void leaky(Call call) {
    float[] slope = {call.attributes().number("alpha", 0.01f)};
    call.give(call.add(new Relu(Float.POSITIVE_INFINITY, slope), call.activation(0)));
  }

  static void parametric(Call call) throws BadFileException {
    Shape shape = call.shape(0);
    Tensor slopes = call.constant(1);
    float[] each =
        slopes.size() == 1
            ? slopes.asFloats()
            : Elementwise.values(call, Elementwise.ofSample(slopes, call.batched(shape)), shape);
    Refusal.when(
        each.length > shape.channels(),
        "slopes of shape %s differ within a channel of values of shape %s",
        slopes.dims(),
        shape);
    call.give(call.add(new Relu(Float.POSITIVE_INFINITY, each), call.activation(0)));
  }

  static void softmax(Call call) {
    overClasses(call, Ending.Kind.SOFTMAX);
  }

  static void logSoftmax(Call call) {
    overClasses(call, Ending.Kind.LOG_SOFTMAX);
  }

  private static void overClasses(Call call, Ending.Kind kind) {
    Shape shape = call.shape(0);
    int axis = call.attributes().whole("axis", call.since(13) ? -1 : 1);
    Call.dimension(axis, shape.rank() + 1);
    Refusal.when(shape.rank() != 1, "values of shape %s, expected one for each class", shape);
    call.give(call.add(new Ending(kind), call.activation(0)));
  }

  static void sigmoid(Call call) {
    call.give(call.add(new Ending(Ending.Kind.SIGMOID), call.activation(0)));
  }
}
