package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of the values: of each dimension those at {@code start, start + step, ...} before {@code
 * end}.
 *
 * @param start first of each dimension, at least 0
 * @param end behind the last of each dimension
 * @param step steps, at least 1
 */
public record Slice(List<Integer> start, List<Integer> end, List<Integer> step)
    implements Operation {
  /**
   * @throws IllegalArgumentException if the lists differ in length or a number is out of range
   */
  public Slice {
    start = List.copyOf(start);
    end = List.copyOf(end);
    step = List.copyOf(step);
    boolean fits = start.size() == end.size() && step.size() == end.size();
    for (int d = 0; fits && d < start.size(); d++) {
      fits = start.get(d) >= 0 && start.get(d) < end.get(d) && step.get(d) >= 1;
    }
    Refusal.when(!fits, "a part from %s to %s in steps of %s", start, end, step);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        start.size() != shape.rank(),
        "a part in %d dimensions of values of shape %s",
        start.size(),
        shape);
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < shape.rank(); d++) {
      Refusal.when(end.get(d) > shape.size(d), "a part up to %s of values of shape %s", end, shape);
      sizes.add((end.get(d) - start.get(d) - 1) / step.get(d) + 1);
    }
    return new Shape(sizes);
  }

  /** Whether nothing is left out of values of this shape. */
  public boolean takesAll(Shape shape) {
    return shape(List.of(shape)).equals(shape);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    int[] strides = shapes.get(0).strides();
    int first = 0;
    for (int d = 0; d < strides.length; d++) {
      first += start.get(d) * strides[d];
      strides[d] *= step.get(d);
    }
    float[] x = inputs.get(0);
    float[] y = new float[shape(shapes).values()];
    shape(shapes).walk(first, strides, (place, offset) -> y[place] = x[offset]);
    return y;
  }
}
