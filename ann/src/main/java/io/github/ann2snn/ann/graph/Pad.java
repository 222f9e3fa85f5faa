package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A constant around values.
 *
 * @param before how many are put before, one number for each dimension, at least 0
 * @param after how many are put behind
 * @param value the constant
 */
public record Pad(List<Integer> before, List<Integer> after, float value) implements Operation {
  /**
   * @throws IllegalArgumentException if there are not as many numbers before as behind, one is
   *     below 0, or the constant is not finite
   */
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
    Refusal.when(
        before.size() != after.size(), "%d paddings and %d behind", before.size(), after.size());
    Refusal.when(
        before.stream().anyMatch(p -> p < 0) || after.stream().anyMatch(p -> p < 0),
        "paddings %s and %s, expected at least 0",
        before,
        after);
    Refusal.when(!Float.isFinite(value), "padding with %s, expected a finite number", value);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        before.size() != shape.rank(),
        "paddings for %d dimensions of values of shape %s",
        before.size(),
        shape);
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < shape.rank(); d++) {
      sizes.add(Math.addExact(shape.size(d), Math.addExact(before.get(d), after.get(d))));
    }
    return new Shape(sizes);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    int[] strides = shape(shapes).strides();
    int first = 0;
    for (int d = 0; d < strides.length; d++) {
      first += before.get(d) * strides[d];
    }
    float[] y = new float[shape(shapes).values()];
    Arrays.fill(y, value);
    float[] x = inputs.get(0);
    shapes.get(0).walk(first, strides, (place, offset) -> y[offset] = x[place]);
    return y;
  }
}
