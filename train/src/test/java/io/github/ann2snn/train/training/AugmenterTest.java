package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmenterTest {
  /** Two channels of 5 x 6, each number 100 c + 10 y + x + 1. */
  private static float[] image() {
    float[] values = new float[2 * 5 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * (i / 30) + 10 * (i / 6 % 5) + i % 6 + 1;
    }
    return values;
  }

  private static float[] changed(Augmentation kind, SplitMix64 random) {
    float[] values = new float[3 + 60 + 3];
    Arrays.fill(values, -1);
    System.arraycopy(image(), 0, values, 3, 60);
    new Augmenter(Set.of(kind), List.of(2, 5, 6)).apply(values, 3, random);
    assertEquals(-1, values[2]);
    assertEquals(-1, values[63]);
    return Arrays.copyOfRange(values, 3, 63);
  }

  private static float[] moved(int down, int right) {
    float[] moved = new float[60];
    for (int i = 0; i < 60; i++) {
      int y = i / 6 % 5 - down;
      int x = i % 6 - right;
      boolean inside = y >= 0 && y < 5 && x >= 0 && x < 6;
      moved[i] = inside ? 100 * (i / 30) + 10 * y + x + 1 : 0;
    }
    return moved;
  }

  @Test
  void flipsHalfOfAllImages() {
    float[] mirrored = new float[60];
    for (int i = 0; i < 60; i++) {
      mirrored[i] = 100 * (i / 30) + 10 * (i / 6 % 5) + (5 - i % 6) + 1;
    }
    SplitMix64 random = new SplitMix64(1);
    int flips = 0;
    for (int i = 0; i < 1000; i++) {
      float[] values = changed(Augmentation.FLIP, random);
      boolean flipped = values[0] != 1;
      assertArrayEquals(flipped ? mirrored : image(), values);
      flips += flipped ? 1 : 0;
    }
    assertEquals(500, flips, 60);
  }

  /** Every move there is, and no other. */
  @ParameterizedTest
  @CsvSource({"SHIFT, 1", "CROP, 4"})
  void movesByUpTo(Augmentation kind, int reach) {
    SplitMix64 random = new SplitMix64(2);
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      found.add(Arrays.toString(changed(kind, random)));
    }
    Set<String> expected = new TreeSet<>();
    for (int down = -reach; down <= reach; down++) {
      for (int right = -reach; right <= reach; right++) {
        expected.add(Arrays.toString(moved(down, right)));
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void refusesRowsAndSmallImages() {
    assertEquals(
        "augmentation is for images (channels, height, width), but samples are [7]; leave --augment"
            + " out",
        refusal(Augmentation.FLIP, List.of(7)));
    assertEquals(
        "augmentation crop needs images of more than 4 pixels each way; got [1, 4, 8]",
        refusal(Augmentation.CROP, List.of(1, 4, 8)));
    assertEquals(
        "augmentation shift needs images of more than 1 pixels each way; got [1, 8, 1]",
        refusal(Augmentation.SHIFT, List.of(1, 8, 1)));
  }

  private static String refusal(Augmentation kind, List<Integer> shape) {
    return assertThrows(IllegalArgumentException.class, () -> new Augmenter(Set.of(kind), shape))
        .getMessage();
  }
}
