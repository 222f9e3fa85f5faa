package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;

/** What one sample is on its way through a network. */
public sealed interface Shape {
  /** How many numbers it has. */
  int size();

  /**
   * A row of numbers.
   *
   * @param size from 1 to {@value Architecture#MAX_SIZE}
   */
  record Flat(int size) implements Shape {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Flat {
      if (size < 1 || size > Architecture.MAX_SIZE) {
        throw new IllegalArgumentException(
            Text.of("a layer must have from 1 to %d numbers; got %d", Architecture.MAX_SIZE, size));
      }
    }

    @Override
    public String toString() {
      return String.valueOf(size);
    }
  }

  /**
   * Images or feature maps. As a row of numbers they lie channel by channel, each row by row:
   * number {@code (c * height + y) * width + x} is that of channel c, row y, column x.
   *
   * @param channels at least 1
   * @param height at least 1
   * @param width at least 1; the product of the three is at most {@value Architecture#MAX_SIZE}
   */
  record Maps(int channels, int height, int width) implements Shape {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one of them or their product is out of range
     */
    public Maps {
      boolean fits =
          inRange(channels)
              && inRange(height)
              && inRange(width)
              && inRange((long) channels * height)
              && inRange((long) channels * height * width);
      if (!fits) {
        throw new IllegalArgumentException(
            Text.of(
                "height x width x channels must be from 1 to %d numbers; got %dx%dx%d",
                Architecture.MAX_SIZE, height, width, channels));
      }
    }

    private static boolean inRange(long size) {
      return size >= 1 && size <= Architecture.MAX_SIZE;
    }

    @Override
    public int size() {
      return channels * height * width;
    }

    /** {@code 28x28x1}: height, width, channels. */
    @Override
    public String toString() {
      return height + "x" + width + "x" + channels;
    }
  }
}
