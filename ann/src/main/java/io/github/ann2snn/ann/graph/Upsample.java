package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * Repeats every value (nearest neighbour): value (y, x) of a channel is that at (y / rows, x /
 * columns), rounded down.
 *
 * @param rows how often a row is repeated, at least 1; 1 in one dimension
 * @param columns how often a value of a row is repeated, at least 1
 */
public record Upsample(int rows, int columns) implements Operation {
  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public Upsample {
    Refusal.when(
        rows < 1 || columns < 1, "repeats of %d and %d, expected at least 1", rows, columns);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    var maps = shape.maps();
    Refusal.when(shape.rank() == 2 && rows != 1, "repeats of rows in values of shape %s", shape);
    int height = Math.multiplyExact(maps.height(), rows);
    int width = Math.multiplyExact(maps.width(), columns);
    return shape.rank() == 2
        ? Shape.of(maps.channels(), width)
        : Shape.of(maps.channels(), height, width);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    var in = shapes.get(0).maps();
    var out = shape(shapes).maps();
    float[] y = new float[out.size()];
    for (int j = 0; j < y.length; j++) {
      y[j] = inputs.get(0)[in.index(out.channel(j), out.y(j) / rows, out.x(j) / columns)];
    }
    return y;
  }
}
