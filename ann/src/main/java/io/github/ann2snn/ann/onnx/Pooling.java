package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    mean(call, true);
  }

  static void mean(Call call) throws BadFileException {
    Attributes attributes = call.attributes();
    int rank = call.shape(0).rank() + 1;
    Optional<List<Integer>> axes =
        call.since(18) && call.has(1) ? Optional.of(call.wholes(1)) : attributes.wholes("axes");
    attributes.ignore("noop_with_empty_axes");
    TreeSet<Integer> over = new TreeSet<>();
    for (int axis : axes.orElse(List.of())) {
      over.add(Call.axis(axis, rank));
    }
    TreeSet<Integer> space = new TreeSet<>();
    for (int axis = 2; axis < rank; axis++) {
      space.add(axis);
    }
    Refusal.when(
        space.isEmpty() || !over.equals(space),
        "a mean over the axes %s; only one over all of space, %s, is supported",
        over,
        space);
    mean(call, attributes.flag("keepdims", true));
  }

  private static void mean(Call call, boolean keepsDimensions) {
    Shape shape = call.shape(0);
    int mean = call.add(new GlobalAverage(), call.activation(0));
    List<Integer> kept = new ArrayList<>(List.of(shape.channels()));
    kept.addAll(Collections.nCopies(shape.rank() - 1, 1));
    call.give(keepsDimensions ? call.reshaped(mean, new Shape(kept)) : mean);
  }
}
