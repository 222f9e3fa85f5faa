package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * The same values in the same order, in another shape; flattening is one.
 *
 * @param to the other shape
 */
public record Reshape(Shape to) implements Operation {
  /** All values in a row. */
  public static Reshape flat(Shape shape) {
    return new Reshape(Shape.of(shape.values()));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        shape.values() != to.values(), "values of shape %s do not have the shape %s", shape, to);
    return to;
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    return inputs.get(0).clone();
  }
}
