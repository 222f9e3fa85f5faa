package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws networks of all operations, with branches, and values for them. */
final class RandomGraph {
  /** Each gives one operation. */
  static final List<Class<? extends Operation>> KINDS =
      List.of(
          Dense.class,
          Convolve.class,
          Pool.class,
          GlobalAverage.class,
          Relu.class,
          ClipFloorShift.class,
          Add.class,
          Concat.class,
          Pad.class,
          Slice.class,
          Reshape.class,
          Permute.class,
          Upsample.class,
          BatchNorm.class);

  private final Random random;
  private final AnnGraph.Builder builder = new AnnGraph.Builder();
  private final List<Integer> unused = new ArrayList<>();
  private int nodes;

  RandomGraph(long seed) {
    this.random = new Random(seed);
  }

  /** Input, one operation of a kind behind what it needs, and another one that reads it. */
  AnnGraph ofKind(Class<? extends Operation> kind) {
    input();
    while (!step(kind, nodes - 1)) {
      step(Reshape.class, nodes - 1);
    }
    step(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(nodes));
    return joined();
  }

  /** Some operations, each of what any earlier one gives. */
  AnnGraph mixed(int operations) {
    input();
    for (int i = 0; i < operations; i++) {
      step(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(nodes));
    }
    return joined();
  }

  private void input() {
    Shape shape =
        random.nextInt(4) == 0
            ? Shape.of(1 + random.nextInt(5), 1 + random.nextInt(20))
            : Shape.of(1 + random.nextInt(5), 1 + random.nextInt(9), 1 + random.nextInt(9));
    add(new Input(shape, norm(shape)));
  }

  /** Whatever nobody has taken, in a row, and probabilities of it. */
  private AnnGraph joined() {
    List<Integer> rows = new ArrayList<>();
    for (int node : new ArrayList<>(unused)) {
      rows.add(
          builder.shape(node).rank() == 1 ? node : add(Reshape.flat(builder.shape(node)), node));
    }
    int last = add(new Concat(0), rows.toArray(Integer[]::new));
    if (random.nextBoolean()) {
      Ending.Kind[] kinds = Ending.Kind.values();
      add(new Ending(kinds[random.nextInt(kinds.length)]), last);
    }
    return builder.build();
  }

  private int add(Operation operation, Integer... inputs) {
    unused.removeAll(List.of(inputs));
    unused.add(nodes);
    nodes++;
    return builder.add(operation.kindName() + nodes, operation, inputs);
  }

  /** Adds an operation, if it can take what a node gives. */
  private boolean step(Class<? extends Operation> kind, int node) {
    Shape shape = builder.shape(node);
    if (shape.values() > 3000) {
      return false;
    }
    int before = nodes;
    try {
      if (kind == Add.class) {
        int changed = add(relu(shape), node);
        Integer[] both = {node, changed};
        Integer[] first = {changed, node, node};
        Integer[] last = {node, node, changed};
        add(new Add(), List.of(both, first, last).get(random.nextInt(3)));
      } else if (kind == Concat.class) {
        int other = add(relu(shape), node);
        add(new Concat(random.nextInt(shape.rank())), other, node, other);
      } else {
        add(operation(kind, shape), node);
      }
      return true;
    } catch (IllegalArgumentException e) {
      // It does not fit the shape; nothing was added, or a rectifier alone.
      if (nodes > before) {
        nodes--;
        unused.remove((Integer) nodes);
        unused.addAll(unused.contains(node) ? List.of() : List.of(node));
      }
      return false;
    }
  }

  private Operation operation(Class<? extends Operation> kind, Shape shape) {
    if (kind == Dense.class) {
      int outputs = 1 + random.nextInt(15);
      return new Dense(outputs, values(outputs * shape.values()), values(outputs));
    } else if (kind == Convolve.class) {
      return convolve(shape);
    } else if (kind == Pool.class) {
      Pool.Kind[] kinds = Pool.Kind.values();
      return new Pool(kinds[random.nextInt(kinds.length)], window(shape));
    } else if (kind == GlobalAverage.class) {
      return new GlobalAverage();
    } else if (kind == Relu.class) {
      return relu(shape);
    } else if (kind == ClipFloorShift.class) {
      return new ClipFloorShift(1 + random.nextInt(8), 0.5f + random.nextFloat());
    } else if (kind == Pad.class) {
      List<Integer> before = numbers(shape.rank(), 3);
      return new Pad(before, numbers(shape.rank(), 3), random.nextInt(3) - 1);
    } else if (kind == Slice.class) {
      List<Integer> start = shape.sizes().stream().map(random::nextInt).toList();
      List<Integer> step = numbers(shape.rank(), 3).stream().map(n -> n + 1).toList();
      return new Slice(start, shape.sizes(), step);
    } else if (kind == Reshape.class) {
      return new Reshape(
          switch (random.nextInt(3)) {
            case 0 -> Shape.of(shape.values());
            case 1 -> Shape.of(shape.channels(), shape.perChannel());
            default -> Shape.of(shape.channels(), 1, shape.perChannel());
          });
    } else if (kind == Permute.class) {
      List<Integer> order = new ArrayList<>();
      for (int d = 0; d < shape.rank(); d++) {
        order.add(d);
      }
      Collections.shuffle(order, random);
      return new Permute(order);
    } else if (kind == Upsample.class) {
      return new Upsample(shape.rank() == 2 ? 1 : 1 + random.nextInt(2), 1 + random.nextInt(3));
    }
    return norm(shape);
  }

  private Convolve convolve(Shape shape) {
    int channels = shape.channels();
    int groups =
        switch (random.nextInt(4)) {
          case 0 -> channels;
          case 1 -> channels % 2 == 0 ? channels / 2 : 1;
          default -> 1;
        };
    int outputs = groups * (1 + random.nextInt(groups > 1 ? 3 : 19));
    Window window = window(shape);
    int weights = outputs * (channels / groups) * (int) window.area();
    return new Convolve(outputs, window, groups, values(weights), values(outputs));
  }

  private Window window(Shape shape) {
    WindowAxis rows = shape.rank() == 2 ? WindowAxis.of(1, 1) : axis();
    return new Window(rows, axis());
  }

  private WindowAxis axis() {
    int taps = 1 + random.nextInt(5);
    return new WindowAxis(
        taps, 1 + random.nextInt(3), random.nextInt(3), random.nextInt(3), 1 + random.nextInt(2));
  }

  private Relu relu(Shape shape) {
    float[] slope = new float[random.nextBoolean() ? 1 : shape.channels()];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = random.nextInt(3) * 0.25f;
    }
    return new Relu(random.nextBoolean() ? Float.POSITIVE_INFINITY : random.nextFloat(), slope);
  }

  private BatchNorm norm(Shape shape) {
    int count = random.nextBoolean() ? shape.channels() : shape.values();
    return new BatchNorm(values(count), values(count));
  }

  private List<Integer> numbers(int count, int bound) {
    return random.ints(count, 0, bound).boxed().toList();
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value();
    }
    return values;
  }

  private float value() {
    return switch (random.nextInt(10)) {
      case 0 -> 0f;
      case 1 -> -0f;
      default -> (float) random.nextGaussian();
    };
  }

  /** Samples; now and then a value is none that arithmetic is made for. */
  List<float[]> samples(int count, int width) {
    float[] strange = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-42f, -1e38f};
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] sample = values(width);
      if (random.nextInt(4) == 0) {
        sample[random.nextInt(width)] = strange[random.nextInt(strange.length)];
      }
      samples.add(sample);
    }
    return samples;
  }
}
