package io.github.ann2snn.ann.onnx;

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
    Refusal.when(
        least != 0,
        "it clips to %s and %s; only a lower bound of 0 is supported (as ReLU6 has)",
        least,
        most);
    call.give(call.add(Relu.bounded(most), call.activation(0)));
  }

  private static float bound(Call call, String name, int input, float otherwise)
      throws BadFileException {
    if (!call.since(11)) {
      return call.attributes().number(name, otherwise);
    }
    return call.has(input) ? call.constant(input).single() : otherwise;
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
            : Elementwise.perChannel(
                Elementwise.forEach(slopes, call.batched(shape)), shape.channels());
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
