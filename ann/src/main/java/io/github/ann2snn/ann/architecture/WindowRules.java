package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;

/**
 * The windows of convolutions and pooling: those that DL4J and Keras describe by pairs of numbers
 * (rows, columns), what a network demands of them, and how architectures write them.
 */
public final class WindowRules {
  private WindowRules() {}

  /** A window with as much padding on opposite sides. */
  public static Window even(int[] kernel, int[] stride, int[] padding, int[] dilation) {
    return new Window(
        new WindowAxis(kernel[0], stride[0], padding[0], padding[0], dilation[0]),
        new WindowAxis(kernel[1], stride[1], padding[1], padding[1], dilation[1]));
  }

  /**
   * A window with TensorFlow's and DL4J's padding {@code same}: along each axis there are {@code
   * ceil(length / stride)} positions, and where what that takes is odd, one more goes behind than
   * before.
   *
   * @param maps what the window slides over
   * @throws IllegalArgumentException if that is too much, or would have to be negative
   */
  public static Window same(FeatureMaps maps, int[] kernel, int[] stride, int[] dilation) {
    return new Window(
        same(maps.height(), kernel[0], stride[0], dilation[0]),
        same(maps.width(), kernel[1], stride[1], dilation[1]));
  }

  private static WindowAxis same(int length, int kernel, int stride, int dilation) {
    WindowAxis plain = new WindowAxis(kernel, stride, 0, 0, dilation);
    long missing = missing(plain, length);
    if (missing < -1) {
      // DL4J refuses to run it.
      throw Refusal.of(
          "leaves out %d at the end with its padding of same; make the stride smaller or do not pad",
          -missing);
    }
    return same(plain, length);
  }

  /** How many values lack for {@code ceil(length / stride)} positions. */
  private static long missing(WindowAxis axis, int length) {
    long positions = (length + axis.stride() - 1L) / axis.stride();
    return (positions - 1) * axis.stride() + axis.reach() - length;
  }

  /**
   * An axis with TensorFlow's padding {@code same}; windows that leave something out at the end are
   * not padded.
   *
   * @param axis without padding
   * @param length of what the window slides over
   * @throws IllegalArgumentException if that is too much
   */
  public static WindowAxis same(WindowAxis axis, int length) {
    long total = Math.max(0, missing(axis, length));
    return padded(axis, total / 2, total - total / 2);
  }

  /**
   * An axis with padding.
   *
   * @throws IllegalArgumentException if that is too much
   */
  public static WindowAxis padded(WindowAxis axis, long before, long after) {
    if (before + after > Architecture.MAX_SIZE) {
      throw Refusal.of(
          "needs a padding of %d, more than %d", before + after, Architecture.MAX_SIZE);
    }
    return new WindowAxis(axis.taps(), axis.stride(), (int) before, (int) after, axis.dilation());
  }

  /**
   * Feature maps with a number for each position of a window.
   *
   * @throws IllegalArgumentException if it does not fit, may lie on padding alone, or DL4J cannot
   *     pad so
   */
  static Shape output(Window window, int channels, FeatureMaps input) {
    if (!window.isSymmetric()) {
      Window same = same(input, kernel(window), stride(window), dilation(window));
      if (!window.equals(same)) {
        throw Refusal.of(
            "has a padding of %s; one that is not the same on opposite sides must be that which keeps ceil(size / stride) positions, here %s",
            paddingText(window), paddingText(same));
      }
    }
    requireFits(window.vertical(), input.height(), "rows");
    requireFits(window.horizontal(), input.width(), "columns");
    return Shape.ofMaps(
        channels,
        window.vertical().positions(input.height()),
        window.horizontal().positions(input.width()));
  }

  private static void requireFits(WindowAxis axis, int length, String name) {
    int padding = Math.max(axis.before(), axis.after());
    if (padding >= axis.reach()) {
      throw Refusal.of(
          "padding must be less than the %d %s that its kernel spans; got %d",
          axis.reach(), name, padding);
    }
    room(axis, length, name);
  }

  /**
   * Refuses to leave something of an axis over.
   *
   * @throws IllegalArgumentException if the window does not fit, or something of {@code input} is
   *     left over
   */
  public static void requireExact(Window window, FeatureMaps input) {
    requireExact(window.vertical(), input.height(), "rows");
    requireExact(window.horizontal(), input.width(), "columns");
  }

  /**
   * Refuses a window that spans more than there is.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public static void requireRoom(Window window, FeatureMaps input) {
    room(window.vertical(), input.height(), "rows");
    room(window.horizontal(), input.width(), "columns");
  }

  private static void requireExact(WindowAxis axis, int length, String name) {
    long left = room(axis, length, name) % axis.stride();
    if (left != 0) {
      throw Refusal.of(
          "would crop %d of its %d input %s: windows of %d in steps of %d do not end where the input does",
          left, length, name, axis.taps(), axis.stride());
    }
  }

  private static long room(WindowAxis axis, int length, String name) {
    long room = (long) length + axis.before() + axis.after() - axis.reach();
    if (room < 0) {
      String padding = " and a padding of " + axis.before() + " + " + axis.after();
      if (axis.isSymmetric()) {
        padding = axis.before() == 0 ? "" : " and a padding of 2 x " + axis.before();
      }
      throw Refusal.of(
          "spans %d %s, more than its input has (%d%s)", axis.reach(), name, length, padding);
    }
    return room;
  }

  /** Its sizes: rows, columns. */
  public static int[] kernel(Window window) {
    return new int[] {window.vertical().taps(), window.horizontal().taps()};
  }

  /** Its steps: rows, columns. */
  public static int[] stride(Window window) {
    return new int[] {window.vertical().stride(), window.horizontal().stride()};
  }

  /** Its padding above and at the left. */
  public static int[] before(Window window) {
    return new int[] {window.vertical().before(), window.horizontal().before()};
  }

  /** Its steps between taps: rows, columns. */
  public static int[] dilation(Window window) {
    return new int[] {window.vertical().dilation(), window.horizontal().dilation()};
  }

  /** {@code 3}, or {@code 3x5} where the axes differ. */
  static String text(int[] pair) {
    return text(String.valueOf(pair[0]), String.valueOf(pair[1]));
  }

  /** {@code 1}, {@code 0+1} before and behind, or {@code 0+1x2} where the axes differ. */
  static String paddingText(Window window) {
    WindowAxis rows = window.vertical();
    WindowAxis columns = window.horizontal();
    return sidesText(rows.before(), rows.after(), columns.before(), columns.after());
  }

  static String sidesText(int above, int below, int left, int right) {
    return text(sideText(above, below), sideText(left, right));
  }

  private static String sideText(int before, int after) {
    return before == after ? String.valueOf(before) : before + "+" + after;
  }

  private static String text(String rows, String columns) {
    return rows.equals(columns) ? rows : rows + "x" + columns;
  }
}
