package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Poolings and means. */
final class Pooling {
  private Pooling() {}

  static void max(Call call) {
    call.attributes().ignore("storage_order");
    Sliding sliding = Sliding.of(call, call.shape(0), kernel(call));
    call.give(call.add(new Pool(Pool.Kind.MAX, sliding.window()), call.activation(0)));
  }

  static void average(Call call) {
    boolean counts = call.attributes().flag("count_include_pad", false);
    Sliding sliding = Sliding.of(call, call.shape(0), kernel(call));
    Window window = sliding.window();
    if (!window.isPadded() || (counts && !sliding.undeclared().isPadded())) {
      call.give(call.add(new Pool(Pool.Kind.AVERAGE, window), call.activation(0)));
    } else if (counts) {
      // Zeros of the padding are counted, but not what is rounded up behind them.
      call.give(
          call.add(
              new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, sliding.undeclared()),
              call.add(zeros(sliding.declared(), call.shape(0)), call.activation(0))));
    } else {
      Pool pool = new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, window);
      call.give(call.add(pool, call.activation(0)));
    }
  }

  private static List<Integer> kernel(Call call) {
    return call.attributes()
        .wholes("kernel_shape")
        .orElseThrow(() -> Refusal.of("it has no attribute kernel_shape"));
  }

  private static Pad zeros(List<Integer> declared, Shape shape) {
    List<Integer> before = new ArrayList<>(List.of(0, declared.get(0), declared.get(2)));
    List<Integer> after = new ArrayList<>(List.of(0, declared.get(1), declared.get(3)));
    if (shape.rank() == 2) {
      before.remove(1);
      after.remove(1);
    }
    return new Pad(before, after, 0);
  }

  static void globalAverage(Call call) {
    Reduction.MEAN.over(call, space(call), true);
  }

  static void globalMax(Call call) {
    Reduction.MAX.over(call, space(call), true);
  }

  /** All dimensions but that of channels. */
  private static SortedSet<Integer> space(Call call) {
    SortedSet<Integer> space = new TreeSet<>();
    for (int d = 1; d < call.shape(0).rank(); d++) {
      space.add(d);
    }
    return space;
  }

  static void mean(Call call) throws BadFileException {
    reduce(call, Reduction.MEAN, 18);
  }

  static void sum(Call call) throws BadFileException {
    reduce(call, Reduction.SUM, 13);
  }

  static void largest(Call call) throws BadFileException {
    reduce(call, Reduction.MAX, 18);
  }

  /**
   * @param inputs the operator set since which the axes are an input
   */
  private static void reduce(Call call, Reduction reduction, int inputs) throws BadFileException {
    Attributes attributes = call.attributes();
    int rank = call.shape(0).rank() + 1;
    Optional<List<Integer>> axes =
        call.since(inputs) && call.has(1) ? Optional.of(call.wholes(1)) : attributes.wholes("axes");
    boolean keeps = attributes.flag("keepdims", true);
    boolean none = axes.map(List::isEmpty).orElse(true);
    if (attributes.flag("noop_with_empty_axes", false) && none) {
      call.give(call.activation(0));
      return;
    }
    Refusal.when(none, "it makes one value of all, those of other samples included");
    SortedSet<Integer> over = new TreeSet<>();
    for (int axis : axes.orElse(List.of())) {
      over.add(Call.dimension(axis, rank));
    }
    reduction.over(call, over, keeps);
  }

  /** What is made of many values. */
  private enum Reduction {
    MEAN,
    SUM,
    MAX;

    /**
     * Gives one value for all along some dimensions.
     *
     * @param keeps whether those dimensions stay, with a size of 1
     */
    void over(Call call, SortedSet<Integer> dimensions, boolean keeps) {
      Shape shape = call.shape(0);
      List<Integer> left = new ArrayList<>();
      for (int d = 0; d < shape.rank(); d++) {
        if (!dimensions.contains(d)) {
          left.add(shape.size(d));
        } else if (keeps) {
          left.add(1);
        }
      }
      Refusal.when(left.isEmpty(), "nothing is left of values of shape %s", shape);
      int node = call.activation(0);
      if (dimensions.last() > 0) {
        node = overSpace(call, node, dimensions);
      }
      if (dimensions.first() == 0) {
        node = overChannels(call, node);
      }
      if (this == SUM) {
        int count = dimensions.stream().mapToInt(shape::size).reduce(1, Math::multiplyExact);
        node = Elementwise.scaled(call, node, count, 0);
      }
      call.give(call.reshaped(node, new Shape(left)));
    }

    private int overSpace(Call call, int node, SortedSet<Integer> dimensions) {
      Shape shape = call.shapeOf(node);
      if (this != MAX && dimensions.tailSet(1).size() == shape.rank() - 1) {
        return call.add(new GlobalAverage(), node);
      }
      int columns = dimensions.contains(shape.rank() - 1) ? shape.size(shape.rank() - 1) : 1;
      int rows = shape.rank() == 3 && dimensions.contains(1) ? shape.size(1) : 1;
      Window window = new Window(WindowAxis.of(rows, 1), WindowAxis.of(columns, 1));
      return call.add(new Pool(this == MAX ? Pool.Kind.MAX : Pool.Kind.AVERAGE, window), node);
    }

    /** The mean over channels is a convolution of one tap, or a dense layer. */
    private int overChannels(Call call, int node) {
      Refusal.when(this == MAX, "a maximum over channels is not supported");
      Shape shape = call.shapeOf(node);
      call.admit(shape.channels());
      float[] weight = Values.filled(shape.channels(), 1f / shape.channels());
      float[] bias = new float[1];
      if (shape.rank() == 1) {
        return call.add(new Dense(1, weight, bias), node);
      }
      Window tap = new Window(WindowAxis.of(1, 1), WindowAxis.of(1, 1));
      return call.add(new Convolve(1, tap, 1, weight, bias), node);
    }
  }
}
