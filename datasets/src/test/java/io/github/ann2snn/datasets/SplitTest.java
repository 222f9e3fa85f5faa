package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
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

  /** Reads three samples of two inputs, and counts how often. */
  private static Split later(AtomicInteger reads, int size) {
    return Split.later(
        size,
        2,
        () -> {
          reads.incrementAndGet();
          return Split.ofBytes(new byte[] {0, 51, 102, (byte) 153, -1, 0}, new byte[] {2, 0, 1}, 2);
        });
  }

  @Test
  void whatIsReadLaterIsReadOnceWhoeverAsks() throws InterruptedException {
    AtomicInteger reads = new AtomicInteger();
    Split split = later(reads, 3);
    Split last = split.select(new int[] {2, 1}).slice(0, 1);
    assertEquals(3, split.size());
    assertEquals(2, last.width());
    assertEquals(2, split.without(last).size());
    assertEquals(0, reads.get());
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> last.label(0));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertArrayEquals(new float[] {1, 0}, last.sample(0));
    assertEquals("201", labels(split));
    assertEquals(1, reads.get());
  }

  @Test
  void digestsAreThoseOfWhatIsReadUnlessTheyAreKnown() {
    AtomicInteger reads = new AtomicInteger();
    Split split = later(reads, 3);
    assertEquals("known", split.withDigest("known").contentDigest());
    assertEquals(0, reads.get());
    Split memory =
        Split.ofBytes(new byte[] {0, 51, 102, (byte) 153, -1, 0}, new byte[] {2, 0, 1}, 2);
    assertEquals(memory.contentDigest(), split.contentDigest());
  }

  @Test
  void whatIsReadMustBeWhatWasAnnounced() {
    Split split = later(new AtomicInteger(), 4);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> split.label(0));
    assertEquals("4 samples of 2 inputs were announced, but there are 3 of 2", e.getMessage());
  }
}
