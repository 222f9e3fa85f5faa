package io.github.ann2snn.interop.keras;

import java.nio.FloatBuffer;

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

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
