package io.github.ann2snn.ann.forward;

import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring positions of a window along an axis at which the same taps lie on values; the others
 * lie in the padding.
 *
 * @param position the first position
 * @param count number of positions
 * @param first the first tap on a value
 * @param behind behind the last one; {@code first} where there is none
 */
record Sliding(int position, int count, int first, int behind) {
  /** All positions, ascending. */
  static List<Sliding> over(WindowAxis axis, int size) {
    List<Sliding> runs = new ArrayList<>();
    int positions = axis.positions(size);
    for (int p = 0; p < positions; p++) {
      long origin = (long) p * axis.stride() - axis.before();
      int first = tapsBefore(-origin, axis);
      Sliding next = new Sliding(p, 1, first, Math.max(first, tapsBefore(size - origin, axis)));
      Sliding last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last.first == next.first && last.behind == next.behind) {
        runs.set(runs.size() - 1, last.longer());
      } else {
        runs.add(next);
      }
    }
    return runs;
  }

  /** How many taps lie less than {@code distance} from the first one. */
  private static int tapsBefore(long distance, WindowAxis axis) {
    long taps = Math.floorDiv(distance + axis.dilation() - 1, (long) axis.dilation());
    return (int) Math.max(0, Math.min(axis.taps(), taps));
  }

  private Sliding longer() {
    return new Sliding(position, count + 1, first, behind);
  }

  /** Number of taps on values. */
  int taps() {
    return behind - first;
  }
}
