package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * The shape of an image or of what a convolution makes of one. Values are numbered row-major,
 * channels first: {@code (channel * height + y) * width + x}.
 *
 * @param channels number of channels, at least 1
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
public record FeatureMaps(int channels, int height, int width) {
  /**
   * Checks the sizes.
   *
   * @param channels number of channels, at least 1
   * @param height number of rows, at least 1
   * @param width number of columns, at least 1
   * @throws IllegalArgumentException if a size is below 1 or there are more than 2147483647 values
   */
  public FeatureMaps {
    if (channels < 1 || height < 1 || width < 1) {
      throw Refusal.of(
          "feature maps of shape [%d, %d, %d], expected sizes of at least 1",
          channels, height, width);
    }
    if ((double) channels * height * width > Integer.MAX_VALUE) {
      throw Refusal.of(
          "feature maps of shape [%d, %d, %d] have more than %d values",
          channels, height, width, Integer.MAX_VALUE);
    }
  }

  /** {@return the number of values} */
  public int size() {
    return channels * height * width;
  }

  /** {@return the number of values of one channel} */
  public int area() {
    return height * width;
  }

  /**
   * {@return the number of a value}
   *
   * @param channel 0 to {@code channels - 1}
   * @param y row, 0 to {@code height - 1}
   * @param x column, 0 to {@code width - 1}
   */
  public int index(int channel, int y, int x) {
    return (channel * height + y) * width + x;
  }

  /**
   * {@return the channel of value {@code i}}
   *
   * @param i number of the value, 0 to {@code size() - 1}
   */
  public int channel(int i) {
    return i / area();
  }

  /**
   * {@return the row of value {@code i}}
   *
   * @param i number of the value, 0 to {@code size() - 1}
   */
  public int y(int i) {
    return i / width % height;
  }

  /**
   * {@return the column of value {@code i}}
   *
   * @param i number of the value, 0 to {@code size() - 1}
   */
  public int x(int i) {
    return i % width;
  }

  /** {@return the shape as a list, {@code [channels, height, width]}} */
  public List<Integer> shape() {
    return List.of(channels, height, width);
  }

  /**
   * {@return whether two shapes are the same; maps of single values are as good as a vector}
   *
   * @param one a shape, channels first
   * @param other a shape, channels first
   */
  public static boolean areSame(List<Integer> one, List<Integer> other) {
    return one.equals(other)
        || (areSingle(one) && areSingle(other) && one.get(0).equals(other.get(0)));
  }

  private static boolean areSingle(List<Integer> shape) {
    return !shape.isEmpty() && shape.stream().skip(1).allMatch(size -> size == 1);
  }

  /**
   * The value of each channel.
   *
   * @param name for the message
   * @param values one per neuron or pixel
   * @throws IllegalArgumentException if their number is wrong or they differ within a channel
   */
  float[] perChannel(String name, float[] values) {
    if (values.length != size()) {
      throw Refusal.of("%s has %d values, expected %d", name, values.length, size());
    }
    float[] perChannel = new float[channels];
    for (int i = 0; i < values.length; i++) {
      int channel = channel(i);
      if (i % area() == 0) {
        perChannel[channel] = values[i];
      } else if (values[i] != perChannel[channel]) {
        throw Refusal.of(
            "%s[%d] is %s and differs from %s within channel %d, whose weights are shared",
            name, i, values[i], perChannel[channel], channel);
      }
    }
    return perChannel;
  }

  /** The same value for all values of a channel, from one per channel. */
  float[] spread(float[] perChannel) {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = perChannel[channel(i)];
    }
    return values;
  }
}
