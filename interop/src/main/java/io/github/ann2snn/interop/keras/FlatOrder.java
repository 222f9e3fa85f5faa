package io.github.ann2snn.interop.keras;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.nio.FloatBuffer;

/**
 * The order of the numbers of a row. Where feature maps with their channels last were flattened,
 * Keras's number {@code (y width + x) channels + c} is our {@code (c height + y) width + x}.
 *
 * @param size how many there are
 * @param maps that were flattened; null where Keras's order is ours
 */
record FlatOrder(int size, FeatureMaps maps) {
  static FlatOrder same(int size) {
    return new FlatOrder(size, null);
  }

  static FlatOrder channelsLast(FeatureMaps maps) {
    boolean equal = maps.channels() == 1 || maps.area() == 1;
    return new FlatOrder(maps.size(), equal ? null : maps);
  }

  /**
   * Where Keras's numbers go.
   *
   * @param stride from one of our numbers to the next
   * @param inner how many numbers each of them stands for
   * @param innerStride from one of those to the next
   */
  Placement placement(long stride, int inner, long innerStride) {
    if (maps == null) {
      return new Placement(new int[] {size, inner}, new long[] {stride, innerStride});
    }
    return new Placement(
        new int[] {maps.height(), maps.width(), maps.channels(), inner},
        new long[] {maps.width() * stride, stride, maps.area() * stride, innerStride});
  }

  /**
   * Where the numbers of a row-major array go.
   *
   * @param sizes of the array's axes
   * @param strides how far apart neighbours along an axis come to lie
   */
  record Placement(int[] sizes, long[] strides) {
    /** Copies all numbers. */
    void copy(FloatBuffer from, FloatBuffer to) {
      copy(0, 0, from, 0, to);
    }

    /** Returns the index of the next number to read. */
    private int copy(int axis, int first, FloatBuffer from, long target, FloatBuffer to) {
      int next = first;
      long place = target;
      boolean innermost = axis == sizes.length - 1;
      for (int i = 0; i < sizes[axis]; i++) {
        if (innermost) {
          to.put((int) place, from.get(next++));
        } else {
          next = copy(axis + 1, next, from, place, to);
        }
        place += strides[axis];
      }
      return next;
    }
  }
}
