package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws networks with branches: every operation that conversion knows, behind any node drawn before
 * that it fits. Most activations are behind weights, as they are in networks that people make.
 */
final class RandomGraph {
  private static final int NODES = 12;

  private final SplittableRandom random;
  private final AnnGraph.Builder builder = new AnnGraph.Builder();

  private RandomGraph(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The same network for the same seed. */
  static AnnGraph draw(long seed) {
    return new RandomGraph(seed).draw();
  }

  private AnnGraph draw() {
    Shape sample = List.of(Shape.of(2, 6, 4), Shape.of(4, 6), Shape.of(12)).get(random.nextInt(3));
    int last = builder.add("n0", Input.of(sample));
    int nodes = random.nextInt(3, NODES);
    for (int made = 1; made < nodes; ) {
      // The newest of all as a rule, so that networks become deep.
      int before = random.nextInt(3) > 0 ? last : random.nextInt(last + 1);
      try {
        int next = add(before);
        made += next > last ? 1 : 0;
        last = Math.max(last, next);
      } catch (IllegalArgumentException e) {
        // It does not fit there.
      }
    }
    if (random.nextInt(4) > 0) {
      Shape shape = builder.shape(last);
      last = builder.reshaped("flat", last, Shape.of(shape.values()));
      last = node(dense(shape.values()), last);
    }
    return builder.upTo(last);
  }

  private int node(Operation operation, Integer... before) {
    return builder.add("n" + random.nextInt(1000), operation, before);
  }

  private int add(int before) {
    Shape shape = builder.shape(before);
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> activated(weights(shape), before);
      case 3 -> node(weights(shape), before);
      case 4 -> node(norm(shape), before);
      case 5 -> activated(norm(shape), before);
      case 6 -> node(activation(), before);
      case 7 -> node(pool(), before);
      case 8 -> node(reshape(shape), before);
      case 9, 10 -> node(new Add(), before, like(shape, before, 0));
      case 11 -> node(new Concat(0), before, like(shape, before, 1));
      case 12 -> node(slice(shape), before);
      default ->
          random.nextBoolean()
              ? node(pad(shape.rank()), before)
              : node(new GlobalAverage(), before);
    };
  }

  private int activated(Operation operation, int before) {
    return node(activation(), node(operation, before));
  }

  /** A node of the same sizes from a dimension on; itself if there is no other. */
  private int like(Shape shape, int node, int from) {
    List<Integer> sizes = shape.sizes();
    List<Integer> fitting =
        new ArrayList<>(
            IntStream.range(0, node)
                .filter(
                    n -> {
                      List<Integer> others = builder.shape(n).sizes();
                      return others.size() == sizes.size()
                          && others
                              .subList(from, sizes.size())
                              .equals(sizes.subList(from, sizes.size()));
                    })
                .boxed()
                .toList());
    fitting.add(node);
    return fitting.get(random.nextInt(fitting.size()));
  }

  private Operation activation() {
    return switch (random.nextInt(5)) {
      case 0 -> Relu.bounded((float) random.nextDouble(0.2, 1.5));
      case 1 -> random.nextInt(4) == 0 ? new ClipFloorShift(4, 0.75f) : Relu.plain();
      case 2 ->
          random.nextInt(3) == 0
              ? new Relu(Float.POSITIVE_INFINITY, new float[] {0.25f})
              : Relu.plain();
      default -> Relu.plain();
    };
  }

  private Operation weights(Shape shape) {
    if (shape.rank() == 1) {
      return dense(shape.channels());
    }
    int groups = random.nextInt(3) > 0 ? 1 : random.nextInt(1, shape.channels() + 1);
    int outputs = groups * random.nextInt(1, groups > 1 ? 3 : 6);
    Window window = window(random.nextInt(3) == 0 ? 1 : 3, random.nextInt(4) == 0 ? 2 : 1, 1);
    int perOutput = Math.max(1, shape.channels() / groups) * (int) window.area();
    return new Convolve(
        outputs, window, groups, values(outputs * perOutput, 2.0 / perOutput), values(outputs, 1));
  }

  private Dense dense(int inputs) {
    int outputs = List.of(3, 4, 6, 12).get(random.nextInt(4));
    return new Dense(outputs, values(inputs * outputs, 2.0 / inputs), values(outputs, 1));
  }

  private BatchNorm norm(Shape shape) {
    int count = random.nextInt(4) == 0 ? shape.values() : shape.channels();
    float[] scale = values(count, 0.5);
    for (int c = 0; c < count; c++) {
      scale[c] += 0.75f;
    }
    return new BatchNorm(scale, random.nextInt(3) == 0 ? new float[count] : values(count, 0.5));
  }

  private float[] values(int count, double width) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-0.4 * width, 0.6 * width);
    }
    return values;
  }

  private Window window(int size, int stride, int most) {
    return random.nextInt(3) == 0
        ? new Window(WindowAxis.of(1, 1), axis(size, stride, most))
        : new Window(axis(size, stride, most), axis(size, stride, most));
  }

  private WindowAxis axis(int size, int stride, int most) {
    int padding = Math.min(size - 1, random.nextInt(most + 1));
    return new WindowAxis(size, stride, padding, padding, 1);
  }

  private Pool pool() {
    Pool.Kind kind = List.of(Pool.Kind.values()).get(random.nextInt(3));
    return new Pool(kind, window(random.nextInt(1, 4), random.nextInt(1, 3), 1));
  }

  private Reshape reshape(Shape shape) {
    if (random.nextBoolean()) {
      return Reshape.flat(shape);
    }
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    if (sizes.size() == 1 && sizes.get(0) % 4 == 0) {
      return new Reshape(Shape.of(sizes.get(0) / 4, 2, 2));
    } else if (random.nextBoolean() && sizes.get(0) % 2 == 0) {
      sizes.set(0, sizes.get(0) / 2);
      sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) * 2);
    } else {
      Collections.swap(sizes, sizes.size() - 1, random.nextInt(sizes.size()));
    }
    return new Reshape(new Shape(sizes));
  }

  private Slice slice(Shape shape) {
    List<Integer> start = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    List<Integer> step = new ArrayList<>();
    for (int size : shape.sizes()) {
      boolean all = random.nextBoolean();
      int first = all ? 0 : random.nextInt(size);
      start.add(first);
      end.add(all ? size : random.nextInt(first, size) + 1);
      step.add(random.nextInt(4) == 0 ? 2 : 1);
    }
    return new Slice(start, end, step);
  }

  private Pad pad(int rank) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      before.add(random.nextInt(2));
      after.add(random.nextInt(2));
    }
    return new Pad(before, after, 0);
  }
}
