package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.SplittableRandom;

/** Random convolutions and poolings: every stride, padding, dilation and group is met. */
public final class RandomConvolutions {
  private RandomConvolutions() {}

  /** A convolution of random geometry. */
  public static Convolution convolution(
      long seed, int channels, int height, int width, int outputChannels) {
    return convolution(seed, new FeatureMaps(channels, height, width), outputChannels);
  }

  /** A convolution of random geometry. */
  public static Convolution convolution(long seed, FeatureMaps input, int outputChannels) {
    SplittableRandom random = new SplittableRandom(seed);
    Window window = new Window(convolved(random, input.height()), convolved(random, input.width()));
    int groups = random.nextInt(1, 4);
    while (input.channels() % groups != 0 || outputChannels % groups != 0) {
      groups--;
    }
    return convolution(seed, input, outputChannels, window, groups);
  }

  /** A convolution of random weights, so large that about a tenth of its neurons fire. */
  public static Convolution convolution(
      long seed, FeatureMaps input, int outputChannels, Window window, int groups) {
    SplittableRandom random = new SplittableRandom(~seed);
    int fanIn = input.channels() / groups * (int) window.area();
    return new Convolution(
        input,
        outputChannels,
        window,
        groups,
        gaussian(random, outputChannels * fanIn, 1 / Math.sqrt(fanIn)),
        gaussian(random, outputChannels, 0.1));
  }

  /** A pooling of random geometry, which may overlap, pad and crop. */
  public static Pooling pooling(long seed, int channels, int height, int width) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Pooling(
        random.nextBoolean() ? Pooling.Kind.SUM : Pooling.Kind.AVERAGE,
        new FeatureMaps(channels, height, width),
        new Window(pooled(random, height), pooled(random, width)));
  }

  private static WindowAxis convolved(SplittableRandom random, int size) {
    int dilation = random.nextInt(1, 3);
    int taps = random.nextInt(1, Math.min(4, (size - 1) / dilation + 1) + 1);
    return new WindowAxis(
        taps, random.nextInt(1, 3), random.nextInt(3), random.nextInt(3), dilation);
  }

  private static WindowAxis pooled(SplittableRandom random, int size) {
    int taps = random.nextInt(1, Math.min(3, size) + 1);
    return new WindowAxis(taps, random.nextInt(1, 4), random.nextInt(2), random.nextInt(2), 1);
  }

  static float[] gaussian(SplittableRandom random, int n, double deviation) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
