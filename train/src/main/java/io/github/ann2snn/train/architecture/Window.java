package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;

/**
 * A kernel or pooling window that moves along one axis.
 *
 * @param size positions in the window
 * @param stride step from one output to the next
 * @param before zeros before the input
 * @param after zeros behind it
 * @param dilation distance between neighbouring positions
 * @param axis {@code rows} or {@code columns}, for messages
 */
public record Window(int size, int stride, int before, int after, int dilation, String axis) {
  /** How much of the axis the window spans. */
  private long reach() {
    return (size - 1L) * dilation + 1;
  }

  /**
   * Number of outputs along an axis of {@code length}: ⌊(length + before + after - reach) / stride⌋
   * + 1.
   *
   * @throws IllegalArgumentException if the window does not fit, or may lie on padding alone
   */
  int positions(int length) {
    int padding = Math.max(before, after);
    if (padding >= reach()) {
      throw new IllegalArgumentException(
          Text.of(
              "padding must be less than the %d %s that its kernel spans; got %d",
              reach(), axis, padding));
    }
    return (int) (room(length) / stride) + 1;
  }

  /**
   * The same, where nothing of the axis may be left over.
   *
   * @throws IllegalArgumentException if the window does not fit, or something is left over
   */
  int exactPositions(int length) {
    long room = room(length);
    if (room % stride != 0) {
      throw new IllegalArgumentException(
          Text.of(
              "would crop %d of its %d input %s: windows of %d in steps of %d do not end where the input does",
              room % stride, length, axis, size, stride));
    }
    return (int) (room / stride) + 1;
  }

  /** The input that an output reads at a position of the window; may lie on the padding. */
  public int position(int output, int k) {
    return output * stride + k * dilation - before;
  }

  private long room(int length) {
    long room = (long) length + before + after - reach();
    if (room < 0) {
      throw new IllegalArgumentException(
          Text.of("spans %d %s, more than its input has (%d%s)", reach(), axis, length, padding()));
    }
    return room;
  }

  private String padding() {
    if (before == after) {
      return before == 0 ? "" : " and a padding of 2 x " + before;
    }
    return " and a padding of " + before + " + " + after;
  }

  /** For each input position, how many outputs read it. */
  public int[] readers(int length) {
    int[] readers = new int[length];
    int positions = positions(length);
    for (int output = 0; output < positions; output++) {
      for (int k = 0; k < size; k++) {
        int position = position(output, k);
        if (position >= 0 && position < length) {
          readers[position]++;
        }
      }
    }
    return readers;
  }

  static Shape.Maps requireMaps(Shape input) {
    if (input instanceof Shape.Maps maps) {
      return maps;
    }
    throw new IllegalArgumentException(
        Text.of(
            "needs feature maps, but gets a row of %s numbers; begin with height x width x channels, such as 28x28x1, and put dense layers last",
            input));
  }

  static void requireAtLeast(int least, Extent value, String what) {
    requireAtLeast(least, value.height(), what);
    requireAtLeast(least, value.width(), what);
  }

  static void requireAtLeast(int least, int value, String what) {
    if (value < least || value > Architecture.MAX_SIZE) {
      throw new IllegalArgumentException(
          Text.of("%s must be from %d to %d; got %d", what, least, Architecture.MAX_SIZE, value));
    }
  }
}
