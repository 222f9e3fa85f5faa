package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/** What operations with windows share; the geometry itself is {@link Window}'s. */
final class Windows {
  private Windows() {}

  /**
   * The shape of what a window makes.
   *
   * @throws IllegalArgumentException if the window does not fit
   */
  static Shape output(Shape shape, Window window, int channels) {
    FeatureMaps maps = shape.maps();
    WindowAxis rows = window.vertical();
    Refusal.when(
        shape.rank() == 2
            && (rows.taps() != 1 || rows.stride() != 1 || rows.before() + rows.after() != 0),
        "a window of two dimensions over values of shape %s",
        shape);
    return shape.ofMaps(window.output(maps, channels));
  }

  /**
   * Likewise, for a window that takes no account of padding.
   *
   * @throws IllegalArgumentException if it lies in the padding alone somewhere
   */
  static Shape outputOfSeen(Shape shape, Window window) {
    Shape output = output(shape, window, shape.channels());
    FeatureMaps maps = shape.maps();
    requireSeen(window.vertical(), maps.height());
    requireSeen(window.horizontal(), maps.width());
    return output;
  }

  private static void requireSeen(WindowAxis axis, int size) {
    int positions = axis.positions(size);
    for (int position = 0; position < positions; position++) {
      // The first tap that does not lie before the values must not lie behind them.
      long before = Math.max(0, axis.before() - (long) position * axis.stride());
      long tap = (before + axis.dilation() - 1) / axis.dilation();
      long at = (long) position * axis.stride() + tap * axis.dilation() - axis.before();
      if (tap >= axis.taps() || at >= size) {
        throw Refusal.of(
            "position %d of a window of %d taps over %d values with padding %d and %d sees padding"
                + " alone",
            position, axis.taps(), size, axis.before(), axis.after());
      }
    }
  }

  /** On which value a tap lies; outside of them it lies in the padding. */
  static int at(WindowAxis axis, int position, int tap) {
    return position * axis.stride() + tap * axis.dilation() - axis.before();
  }

  private static boolean isInside(int at, int size) {
    return at >= 0 && at < size;
  }

  /** The numbers of the values of a channel that a window sees, row by row, ascending. */
  static List<Integer> seen(Window window, FeatureMaps in, int channel, int row, int column) {
    List<Integer> seen = new ArrayList<>();
    for (int k = 0; k < window.vertical().taps(); k++) {
      int v = at(window.vertical(), row, k);
      for (int l = 0; l < window.horizontal().taps(); l++) {
        int h = at(window.horizontal(), column, l);
        if (isInside(v, in.height()) && isInside(h, in.width())) {
          seen.add(in.index(channel, v, h));
        }
      }
    }
    return seen;
  }
}
