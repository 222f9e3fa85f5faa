package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Changes images at random, one after the other, as {@link Augmentation} says. */
final class Augmenter {
  private final Set<Augmentation> kinds;
  private final int channels;
  private final int height;
  private final int width;

  /**
   * For images of a shape.
   *
   * @param shape channels, height and width
   * @throws IllegalArgumentException if it is that of no images, or of smaller ones than can be
   *     moved
   */
  Augmenter(Set<Augmentation> kinds, List<Integer> shape) {
    Refusal.when(
        shape.size() != 3,
        "augmentation is for images (channels, height, width), but samples are %s; leave --augment out",
        shape);
    this.kinds = kinds;
    this.channels = shape.get(0);
    this.height = shape.get(1);
    this.width = shape.get(2);
    for (Augmentation kind : kinds) {
      Refusal.when(
          Math.min(height, width) <= kind.reach(),
          "augmentation %s needs images of more than %s pixels each way; got %s",
          kind,
          kind.reach(),
          shape);
    }
  }

  /** Changes the image whose first number is {@code values[offset]}. */
  void apply(float[] values, int offset, SplitMix64 random) {
    for (Augmentation kind : kinds) {
      if (kind == Augmentation.FLIP) {
        if (random.nextInt(2) == 1) {
          flip(values, offset);
        }
      } else {
        int down = random.nextInt(2 * kind.reach() + 1) - kind.reach();
        int right = random.nextInt(2 * kind.reach() + 1) - kind.reach();
        move(values, offset, down, right);
      }
    }
  }

  /** Mirrors it, left to right. */
  private void flip(float[] values, int offset) {
    for (int row = offset; row < offset + channels * height * width; row += width) {
      for (int x = 0; x < width / 2; x++) {
        float left = values[row + x];
        values[row + x] = values[row + width - 1 - x];
        values[row + width - 1 - x] = left;
      }
    }
  }

  /** Moves it; cutting a part out of what has zeros around it is the same. */
  private void move(float[] values, int offset, int down, int right) {
    int length = width - Math.abs(right);
    for (int channel = 0; channel < channels; channel++) {
      int first = offset + channel * height * width;
      float[] map = Arrays.copyOfRange(values, first, first + height * width);
      Arrays.fill(values, first, first + map.length, 0);
      for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
        int from = (y - down) * width + Math.max(0, -right);
        System.arraycopy(map, from, values, first + y * width + Math.max(0, right), length);
      }
    }
  }
}
