package io.github.ann2snn.runtime.connection;

import java.util.function.IntConsumer;

/**
 * A window that slides over an image.
 *
 * @param vertical along the rows, with the padding at the top and at the bottom
 * @param horizontal along the columns, with the padding at the left and at the right
 */
public record Window(WindowAxis vertical, WindowAxis horizontal) {
  /** A square window without padding and dilation. */
  public static Window square(int size, int stride) {
    return new Window(WindowAxis.of(size, stride), WindowAxis.of(size, stride));
  }

  /** Number of taps. */
  public long area() {
    return (long) vertical.taps() * horizontal.taps();
  }

  /**
   * Checks that taps lie side by side, as those of a pooling do.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireUndilated() {
    if (vertical.dilation() != 1 || horizontal.dilation() != 1) {
      throw new IllegalArgumentException("the window of a pooling cannot be dilated");
    }
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

  /** Whether there is as much padding on one side as on the other. */
  public boolean isSymmetric() {
    return vertical.isSymmetric() && horizontal.isSymmetric();
  }

  /**
   * The shape of what comes out.
   *
   * @throws IllegalArgumentException if the window does not fit
   */
  public FeatureMaps output(FeatureMaps input, int channels) {
    return new FeatureMaps(
        channels, vertical.positions(input.height()), horizontal.positions(input.width()));
  }
}
