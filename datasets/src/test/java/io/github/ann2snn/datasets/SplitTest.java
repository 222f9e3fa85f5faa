package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SplitTest {
  private static Split five() {
    return Split.ofBytes(new byte[5], new byte[] {0, 1, 2, 3, 4}, 1);
  }

  private static String labels(Split split) {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < split.size(); i++) {
      labels.append(split.label(i));
    }
    return labels.toString();
  }

  @Test
  void withoutOthersTheOrderStays() {
    Split five = five();
    assertEquals("0234", labels(five.without(five.slice(1, 2))));
    Split shuffled = five.shuffled(3);
    assertEquals(
        labels(shuffled).replaceAll("[12]", ""), labels(shuffled.without(five.slice(1, 3))));
    assertEquals("01234", labels(five.without(five.slice(0, 0))));
    assertEquals("", labels(five.slice(1, 3).without(shuffled)));
  }

  @Test
  void selectsSamplesInTheOrderAsked() {
    Split five = five();
    assertEquals("402", labels(five.select(new int[] {4, 0, 2})));
    assertEquals("31", labels(five.slice(1, 5).select(new int[] {2, 0})));
    assertEquals("", labels(five.select(new int[0])));
    assertThrows(IndexOutOfBoundsException.class, () -> five.select(new int[] {5}));
  }

  @Test
  void othersMustBeOfTheSameSamples() {
    assertThrows(IllegalArgumentException.class, () -> five().without(five()));
  }

  @Test
  void samplesThatLieElsewhereAreTheSame() {
    byte[] pixels = {0, 1, 127, (byte) 128, (byte) 255, 7};
    byte[] labels = {2, 0, 1};
    Split memory = Split.ofBytes(pixels, labels, 2);
    Split elsewhere =
        Split.ofReader((i, target) -> RowSource.ofBytes(pixels, 2 * i, target), true, labels, 2);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(memory.sample(i), elsewhere.sample(i));
    }
    assertEquals(memory.contentDigest(), elsewhere.contentDigest());
    int[] some = {2, 0};
    assertEquals(memory.select(some).contentDigest(), elsewhere.select(some).contentDigest());
    assertThrows(
        IllegalArgumentException.class, () -> Split.ofReader((i, t) -> {}, true, labels, 0));
  }
}
