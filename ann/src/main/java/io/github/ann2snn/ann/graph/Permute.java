package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.HashSet;
import java.util.List;

/**
 * Dimensions in another order.
 *
 * @param order dimension d of the result is dimension {@code order[d]} of what comes in
 */
public record Permute(List<Integer> order) implements Operation {
  /**
   * @throws IllegalArgumentException if it is no order of 0, 1, ...
   */
  public Permute {
    order = List.copyOf(order);
    int rank = order.size();
    Refusal.when(
        new HashSet<>(order).size() != rank || order.stream().anyMatch(d -> d < 0 || d >= rank),
        "%s is no order of %d dimensions",
        order,
        rank);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        order.size() != shape.rank(),
        "an order of %d dimensions for values of shape %s",
        order.size(),
        shape);
    return new Shape(order.stream().map(shape::size).toList());
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    int[] strides = shapes.get(0).strides();
    int[] step = order.stream().mapToInt(d -> strides[d]).toArray();
    float[] x = inputs.get(0);
    float[] y = new float[x.length];
    shape(shapes).walk(0, step, (place, offset) -> y[place] = x[offset]);
    return y;
  }
}
