package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;

/**
 * What one sample is on its way through a network: images or feature maps, or a row of numbers.
 * Maps that become a row lie channel by channel, each row by row, as {@link FeatureMaps} has them.
 *
 * @param maps its sizes; a row has a channel for each number
 * @param isRow whether it is a row
 */
public record Shape(FeatureMaps maps, boolean isRow) {
  /**
   * A row of numbers.
   *
   * @param size from 1 to {@value Architecture#MAX_SIZE}
   * @throws IllegalArgumentException if it is out of range
   */
  public static Shape ofRow(int size) {
    if (!inRange(size)) {
      throw Refusal.of(
          "a layer must have from 1 to %d numbers; got %d", Architecture.MAX_SIZE, size);
    }
    return new Shape(new FeatureMaps(size, 1, 1), true);
  }

  /**
   * Images or feature maps.
   *
   * @throws IllegalArgumentException unless the sizes are at least 1, and their product at most
   *     {@value Architecture#MAX_SIZE}
   */
  public static Shape ofMaps(int channels, int height, int width) {
    boolean fits =
        inRange(channels)
            && inRange(height)
            && inRange(width)
            && inRange((long) channels * height)
            && inRange((long) channels * height * width);
    if (!fits) {
      throw Refusal.of(
          "height x width x channels must be from 1 to %d numbers; got %dx%dx%d",
          Architecture.MAX_SIZE, height, width, channels);
    }
    return new Shape(new FeatureMaps(channels, height, width), false);
  }

  private static boolean inRange(long size) {
    return size >= 1 && size <= Architecture.MAX_SIZE;
  }

  /** How many numbers it has. */
  public int size() {
    return maps.size();
  }

  /** How many maps it has, or numbers of a row: what batch normalisation tells apart. */
  public int channels() {
    return maps.channels();
  }

  /** The maps, for a stage that needs some. */
  FeatureMaps requireMaps() {
    Refusal.when(
        isRow,
        "needs feature maps, but gets a row of %s numbers; begin with height x width x channels, such as 28x28x1, and put dense layers last",
        this);
    return maps;
  }

  /** {@code 784}, or {@code 28x28x1}: height, width, channels. */
  @Override
  public String toString() {
    return isRow
        ? String.valueOf(size())
        : maps.height() + "x" + maps.width() + "x" + maps.channels();
  }
}
