package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;

/**
 * What is put around feature maps before a window slides over them.
 *
 * @param before above the first row, and left of the first column
 * @param after below the last row, and right of the last column
 */
public record Padding(Extent before, Extent after) {
  /** None. */
  static final Padding NONE = even(Extent.ZERO);

  /** As much on opposite sides. */
  public static Padding even(Extent padding) {
    return new Padding(padding, padding);
  }

  /**
   * That of TensorFlow's and DL4J's {@code same}: along each axis there are {@code ceil(length /
   * stride)} positions, and where what that takes is odd, one more goes behind than before.
   *
   * @param maps what the window slides over
   * @throws IllegalArgumentException if that is too much, or would have to be negative
   */
  public static Padding same(Shape.Maps maps, Extent kernel, Extent stride, Extent dilation) {
    int rows = total(maps.height(), kernel.height(), stride.height(), dilation.height());
    int columns = total(maps.width(), kernel.width(), stride.width(), dilation.width());
    return new Padding(
        new Extent(rows / 2, columns / 2), new Extent(rows - rows / 2, columns - columns / 2));
  }

  private static int total(int length, int kernel, int stride, int dilation) {
    long positions = (length + stride - 1L) / stride;
    long total = (positions - 1) * stride + (kernel - 1L) * dilation + 1 - length;
    if (total < -1 || total > Architecture.MAX_SIZE) {
      // DL4J refuses to run the former.
      throw new IllegalArgumentException(
          total < 0
              ? Text.of(
                  "leaves out %d at the end with its padding of same; make the stride smaller or do not pad",
                  -total)
              : Text.of("needs a padding of %d, more than %d", total, Architecture.MAX_SIZE));
    }
    return (int) Math.max(0, total);
  }

  /** Whether there is as much before as behind. */
  public boolean isEven() {
    return before.equals(after);
  }

  /**
   * Refuses what DL4J cannot do.
   *
   * @throws IllegalArgumentException if this is uneven and not what {@link #same} gives
   */
  void requirePossible(Shape.Maps maps, Extent kernel, Extent stride, Extent dilation) {
    if (isEven()) {
      return;
    }
    Padding same = same(maps, kernel, stride, dilation);
    if (!equals(same)) {
      throw new IllegalArgumentException(
          Text.of(
              "has a padding of %s; one that is not the same on opposite sides must be that which keeps ceil(size / stride) positions, here %s",
              this, same));
    }
  }

  /** {@code 1}, {@code 0+1} before and behind, or {@code 0+1x2} where the axes differ. */
  @Override
  public String toString() {
    String rows = side(before.height(), after.height());
    String columns = side(before.width(), after.width());
    return rows.equals(columns) ? rows : rows + "x" + columns;
  }

  private static String side(int before, int after) {
    return before == after ? String.valueOf(before) : before + "+" + after;
  }
}
