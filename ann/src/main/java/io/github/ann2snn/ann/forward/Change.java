package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.lanes.LaneKernel;
import java.util.List;

/** Computes the values of a node place by place, so that it can be done where its input lies. */
@FunctionalInterface
interface Change {
  /**
   * Replaces the values of some places.
   *
   * @param others the inputs besides the one that is replaced
   */
  void change(List<float[]> others, float[] y, int place, int count);

  /** Whether an operation is one. */
  static boolean is(Operation operation) {
    return operation instanceof Input
        || operation instanceof Relu
        || operation instanceof BatchNorm
        || operation instanceof ClipFloorShift
        || operation instanceof Add;
  }

  /** What an operation does that {@link #is} one. */
  static Change of(Operation operation, Shape shape, Lanes lanes) {
    LaneKernel kernel = lanes.kernel();
    if (operation instanceof Input input) {
      return of(input.scaling(), shape, lanes);
    }
    if (operation instanceof BatchNorm norm) {
      float[] scale = norm.scale();
      float[] shift = norm.shift();
      return alike(
          shape.values() / scale.length,
          lanes,
          (i, y, at, length) -> kernel.scale(scale[i], shift[i], y, at, length));
    }
    if (operation instanceof Relu relu) {
      float[] slope = relu.slope();
      return alike(
          slope.length == 1 ? shape.values() : shape.perChannel(),
          lanes,
          (i, y, at, length) -> kernel.rectify(slope[i], relu.bound(), y, at, length));
    }
    if (operation instanceof ClipFloorShift quantised) {
      return alike(
          shape.values(), lanes, (i, y, at, length) -> quantised.applyTo(y, at, at + length));
    }
    if (operation instanceof Add) {
      return (others, y, place, count) -> {
        for (float[] other : others) {
          kernel.add(other, lanes.at(place), y, lanes.at(place), count * lanes.samples());
        }
      };
    }
    throw new IllegalStateException(operation.kindName() + " changes no values");
  }

  /** Treats {@code shared} places one behind the other alike. */
  private static Change alike(int shared, Lanes lanes, Treatment treatment) {
    return (others, y, place, count) -> {
      int from = place;
      while (from < place + count) {
        int i = from / shared;
        int to = Math.min(place + count, (i + 1) * shared);
        treatment.treat(i, y, lanes.at(from), (to - from) * lanes.samples());
        from = to;
      }
    };
  }

  /** What is done with places that share their parameters. */
  @FunctionalInterface
  interface Treatment {
    /** Replaces {@code length} values; {@code i} is the number of their parameters. */
    void treat(int i, float[] y, int at, int length);
  }
}
