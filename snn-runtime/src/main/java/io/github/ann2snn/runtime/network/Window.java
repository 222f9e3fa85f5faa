package io.github.ann2snn.runtime.network;

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
