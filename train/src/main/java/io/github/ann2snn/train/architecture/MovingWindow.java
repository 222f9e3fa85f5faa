package io.github.ann2snn.train.architecture;

/**
 * A kernel or pooling window that moves along both axes of feature maps.
 *
 * @param kernel its size
 * @param stride its steps
 * @param padding around the feature maps
 * @param dilation distance of its neighbouring positions
 */
public record MovingWindow(Extent kernel, Extent stride, Padding padding, Extent dilation) {
  /** Along the rows. */
  public Window rows() {
    return new Window(
        kernel.height(),
        stride.height(),
        padding.before().height(),
        padding.after().height(),
        dilation.height(),
        "rows");
  }

  /** Along the columns. */
  public Window columns() {
    return new Window(
        kernel.width(),
        stride.width(),
        padding.before().width(),
        padding.after().width(),
        dilation.width(),
        "columns");
  }

  /**
   * Feature maps with a number for each of its positions.
   *
   * @param channels how many maps
   * @param input what it moves over
   * @throws IllegalArgumentException if it does not fit, or DL4J cannot pad so
   */
  Shape.Maps output(int channels, Shape.Maps input) {
    padding.requirePossible(input, kernel, stride, dilation);
    return new Shape.Maps(
        channels, rows().positions(input.height()), columns().positions(input.width()));
  }

  /**
   * Refuses to leave something of an axis over.
   *
   * @throws IllegalArgumentException if it does not fit, or something of {@code input} is left over
   */
  public void requireExact(Shape.Maps input) {
    rows().exactPositions(input.height());
    columns().exactPositions(input.width());
  }
}
