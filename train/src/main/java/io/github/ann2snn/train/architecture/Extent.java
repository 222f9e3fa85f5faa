package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;

/**
 * Two numbers, one for each axis of a feature map: the size of a kernel, its steps, a padding.
 *
 * @param height along the rows, at least 0
 * @param width along the columns, at least 0
 */
public record Extent(int height, int width) {
  /** One step, or no dilation. */
  public static final Extent ONE = square(1);

  /** No padding. */
  public static final Extent ZERO = square(0);

  /** Refuses negative numbers. */
  public Extent {
    if (height < 0 || width < 0) {
      throw new IllegalArgumentException(
          Text.of("extent must not be negative; got %dx%d", height, width));
    }
  }

  /** The same number for both axes. */
  public static Extent square(int size) {
    return new Extent(size, size);
  }

  /**
   * The number, where one is meant.
   *
   * @param letter that it stands behind
   * @throws IllegalArgumentException if there are two
   */
  int single(String letter) {
    if (height != width) {
      throw new IllegalArgumentException(
          Text.of("the letter %s must stand before one number; got %s", letter, this));
    }
    return height;
  }

  /** {@code 3}, or {@code 3x5} where the axes differ. */
  @Override
  public String toString() {
    return height == width ? String.valueOf(height) : height + "x" + width;
  }
}
