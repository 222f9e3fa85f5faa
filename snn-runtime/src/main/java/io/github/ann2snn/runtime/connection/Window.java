package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A window that slides over an image.
 *
 * @param vertical along the rows, with the padding at the top and at the bottom
 * @param horizontal along the columns, with the padding at the left and at the right
 */
public record Window(WindowAxis vertical, WindowAxis horizontal) {
  /**
   * {@return a square window without padding and dilation}
   *
   * @param size number of rows and of columns, at least 1
   * @param stride step along both, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public static Window square(int size, int stride) {
    return new Window(WindowAxis.of(size, stride), WindowAxis.of(size, stride));
  }

  /** Its size and stride, for people: {@code 3x3, stride 2}; a number, if it has one row. */
  String kind(FeatureMaps input) {
    boolean row = input.height() == 1 && vertical.taps() == 1;
    return (row ? "" : vertical.taps() + "x")
        + horizontal.taps()
        + stride(row ? horizontal.stride() : vertical.stride(), horizontal.stride());
  }

  /** Steps along both axes, for people: {@code , stride 2}; nothing where both are 1. */
  static String stride(int vertical, int horizontal) {
    if (vertical != horizontal) {
      return ", stride " + vertical + "x" + horizontal;
    }
    return vertical == 1 ? "" : ", stride " + vertical;
  }

  /** {@return the number of taps} */
  public long area() {
    return (long) vertical.taps() * horizontal.taps();
  }

  /**
   * Checks that taps lie side by side, as those of a pooling do.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireUndilated() {
    Refusal.when(
        vertical.dilation() != 1 || horizontal.dilation() != 1,
        "the window of a pooling cannot be dilated");
  }

  /**
   * Gives the values that a window makes, channel by channel, from value {@code i} among others, in
   * ascending order.
   */
  void forEachPosition(FeatureMaps input, int i, IntConsumer consumer) {
    FeatureMaps output = output(input, input.channels());
    int channel = input.channel(i);
    vertical.forEachPosition(
        input.height(),
        input.y(i),
        (y, k) ->
            horizontal.forEachPosition(
                input.width(), input.x(i), (x, l) -> consumer.accept(output.index(channel, y, x))));
  }

  /** {@return whether it sees zeros outside of the image} */
  public boolean isPadded() {
    return Math.max(vertical.before(), vertical.after()) > 0
        || Math.max(horizontal.before(), horizontal.after()) > 0;
  }

  /** {@return whether there is as much padding on one side as on the other} */
  public boolean isSymmetric() {
    return vertical.isSymmetric() && horizontal.isSymmetric();
  }

  /**
   * {@return the shape of what comes out}
   *
   * @param input shape of what comes in
   * @param channels number of channels that come out, at least 1
   * @throws IllegalArgumentException if the window does not fit
   */
  public FeatureMaps output(FeatureMaps input, int channels) {
    return new FeatureMaps(
        channels, vertical.positions(input.height()), horizontal.positions(input.width()));
  }

  /**
   * How a window slides along one axis: at position p its tap k lies on {@code p * stride + k *
   * dilation - before}; what is outside counts as 0.
   *
   * @param taps number of taps, at least 1
   * @param stride step between two positions, at least 1
   * @param before padding before the first value, at least 0
   * @param after padding behind the last value, at least 0
   * @param dilation step between two taps, at least 1
   */
  public record WindowAxis(int taps, int stride, int before, int after, int dilation) {
    /**
     * Checks the numbers.
     *
     * @param taps number of taps, at least 1
     * @param stride step between two positions, at least 1
     * @param before padding before the first value, at least 0
     * @param after padding behind the last value, at least 0
     * @param dilation step between two taps, at least 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public WindowAxis {
      requireAtLeast("kernel size", taps, 1);
      requireAtLeast("stride", stride, 1);
      requireAtLeast("padding", before, 0);
      requireAtLeast("padding", after, 0);
      requireAtLeast("dilation", dilation, 1);
    }

    private static void requireAtLeast(String name, int value, int least) {
      Refusal.when(value < least, "%s is %d, expected at least %d", name, value, least);
    }

    /**
     * {@return a window without padding and dilation}
     *
     * @param taps number of taps, at least 1
     * @param stride step between two positions, at least 1
     * @throws IllegalArgumentException if one is below 1
     */
    public static WindowAxis of(int taps, int stride) {
      return new WindowAxis(taps, stride, 0, 0, 1);
    }

    /** {@return how many values the window spans, gaps between its taps included} */
    public long reach() {
      return (long) dilation * (taps - 1) + 1;
    }

    /** {@return whether there is as much padding behind as before} */
    public boolean isSymmetric() {
      return before == after;
    }

    /**
     * {@return the number of positions along {@code size} values: {@code floor((size + before +
     * after - dilation (taps - 1) - 1) / stride) + 1}}
     *
     * @param size number of values along the axis, without padding, at least 1
     * @throws IllegalArgumentException if the window is larger than the padded values
     */
    public int positions(int size) {
      long padded = (long) size + before + after;
      long positions = Math.floorDiv(padded - reach(), (long) stride) + 1;
      if (positions < 1 || positions > Integer.MAX_VALUE) {
        throw Refusal.of(
            "a window of %d values does not fit into %d values with padding %d and %d",
            reach(), size, before, after);
      }
      return (int) positions;
    }

    /**
     * {@return the value that a tap lies on, from 0; below 0 or behind the last value it lies in
     * the padding}
     *
     * @param position of the window, from 0
     * @param tap of the window, from 0
     */
    public int at(int position, int tap) {
      return position * stride + tap * dilation - before;
    }

    /**
     * Gives the positions at which the window covers value {@code at}, in ascending order.
     *
     * @param size number of values along the axis, without padding
     * @param at a value, 0 to {@code size - 1}
     * @param consumer told of each position, and which tap lies on the value there
     */
    public void forEachPosition(int size, int at, PositionConsumer consumer) {
      int positions = positions(size);
      for (int tap = taps - 1; tap >= 0; tap--) {
        long start = (long) at + before - (long) tap * dilation;
        if (start >= 0 && start % stride == 0 && start / stride < positions) {
          consumer.accept((int) (start / stride), tap);
        }
      }
    }

    /**
     * {@return those positions and their taps, one after the other, for who needs them often}
     *
     * @param size number of values along the axis, without padding
     * @param at a value, 0 to {@code size - 1}
     */
    int[] covering(int size, int at) {
      int[] pairs = new int[2 * Math.min(taps, positions(size))];
      int[] count = new int[1];
      forEachPosition(
          size,
          at,
          (position, tap) -> {
            pairs[count[0]++] = position;
            pairs[count[0]++] = tap;
          });
      return Arrays.copyOf(pairs, count[0]);
    }

    /**
     * {@return the number of positions at which the window covers value {@code at}}
     *
     * @param size number of values along the axis, without padding
     * @param at a value, 0 to {@code size - 1}
     */
    public int coverage(int size, int at) {
      int[] count = new int[1];
      forEachPosition(size, at, (position, tap) -> count[0]++);
      return count[0];
    }

    /** Receives the positions of a window. */
    @FunctionalInterface
    public interface PositionConsumer {
      /**
       * Tap {@code tap} of the window at {@code position}.
       *
       * @param position of the window, from 0
       * @param tap of the window, from 0, which lies on the value
       */
      void accept(int position, int tap);
    }
  }
}
