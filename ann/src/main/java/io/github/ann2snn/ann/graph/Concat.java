package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Branches one behind the other.
 *
 * @param dimension along which; 0 is channels
 */
public record Concat(int dimension) implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Refusal.when(inputs.isEmpty(), "no branches");
    Refusal.when(
        dimension < 0 || dimension >= inputs.get(0).rank(),
        "dimension %d of values of shape %s",
        dimension,
        inputs.get(0));
    List<Integer> first = rest(inputs.get(0));
    int size = 0;
    for (Shape shape : inputs) {
      Refusal.when(
          shape.rank() != inputs.get(0).rank() || !rest(shape).equals(first),
          "branches of shapes %s and %s do not fit each other along dimension %d",
          inputs.get(0),
          shape,
          dimension);
      size = Math.addExact(size, shape.size(dimension));
    }
    first.add(dimension, size);
    return new Shape(first);
  }

  private List<Integer> rest(Shape shape) {
    List<Integer> rest = new ArrayList<>(shape.sizes());
    if (dimension < rest.size()) {
      rest.remove(dimension);
    }
    return rest;
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    Shape out = shape(shapes);
    float[] y = new float[out.values()];
    int runs = out.sizes().subList(0, dimension).stream().reduce(1, (a, b) -> a * b);
    int at = 0;
    for (int run = 0; run < runs; run++) {
      for (float[] branch : inputs) {
        int length = branch.length / runs;
        System.arraycopy(branch, run * length, y, at, length);
        at += length;
      }
    }
    return y;
  }
}
