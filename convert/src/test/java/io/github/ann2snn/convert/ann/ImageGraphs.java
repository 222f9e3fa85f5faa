package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.SplittableRandom;

/** Chains for images of 2 channels, 7 rows and 6 columns; parameters drawn with seed 3. */
final class ImageGraphs {
  static final Shape SAMPLE = Shape.of(2, 7, 6);

  private ImageGraphs() {}

  /** A node behind values of a shape. */
  interface Part {
    Operation behind(Shape shape, SplittableRandom random);
  }

  /** Nodes are called n1, n2, ... */
  static AnnGraph chain(Part... parts) {
    return chain(Input.of(SAMPLE), parts);
  }

  static AnnGraph chain(Input input, Part... parts) {
    SplittableRandom random = new SplittableRandom(3);
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("n0", input);
    for (Part part : parts) {
      last = builder.add("n" + (last + 1), part.behind(builder.shape(last), random), last);
    }
    return builder.build();
  }

  private static float[] draw(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return values;
  }

  static Window window(int size, int stride, int padding) {
    WindowAxis axis = new WindowAxis(size, stride, padding, padding, 1);
    return new Window(axis, axis);
  }

  static Part convolve(int outputs, Window window, int groups) {
    return (shape, random) -> {
      int weights = outputs * shape.channels() / groups * (int) window.area();
      return new Convolve(outputs, window, groups, draw(random, weights), draw(random, outputs));
    };
  }

  static Part convolve(int outputs, int size) {
    return convolve(outputs, window(size, 1, 0), 1);
  }

  static Part pool(Pool.Kind kind, Window window) {
    return (shape, random) -> new Pool(kind, window);
  }

  static Part dense(int outputs) {
    return (shape, random) ->
        new Dense(outputs, draw(random, outputs * shape.values()), draw(random, outputs));
  }

  static Part flat() {
    return (shape, random) -> Reshape.flat(shape);
  }

  static Part relu() {
    return (shape, random) -> Relu.plain();
  }

  static Part node(Operation operation) {
    return (shape, random) -> operation;
  }

  /** One scale and shift for each channel; scales from a quarter up. */
  static Part norm() {
    return (shape, random) -> {
      float[] scale = draw(random, shape.channels());
      for (int c = 0; c < scale.length; c++) {
        scale[c] += 0.75f;
      }
      return new BatchNorm(scale, draw(random, scale.length));
    };
  }
}
