package io.github.ann2snn.datasets.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  /** Golden values of this program itself: a change of them is a new data set. */
  private static final String TRAIN_SHA256 =
      "a5c2e15be6a419af995b1d839d0334ebebde17cdd0b2a03a3f6f994b363264c3";

  private static final String TEST_SHA256 =
      "abf5c64f0d4ba0a5a5f18fb8e8861cb0b729ff768c38d7f3f8cb4e00f2f4eb1c";

  @Test
  void isDrawnOncePerProcess() {
    assertSame(Digits.load(), Digits.load());
  }

  @Test
  void isTheSameBytesEverywhere() {
    Dataset digits = Digits.load();
    assertEquals(TRAIN_SHA256, digits.trainSha256());
    assertEquals(TEST_SHA256, digits.testSha256());
    assertEquals(List.of(1, 28, 28), digits.shape());
    assertEquals(10, digits.classes());
    int[] train = new int[10];
    Arrays.fill(train, 6000);
    assertArrayEquals(train, digits.train().classCounts(10));
    int[] test = new int[10];
    Arrays.fill(test, 1000);
    assertArrayEquals(test, digits.test().classCounts(10));
  }

  @ParameterizedTest(name = "{0} threads")
  @CsvSource({"1", "3"})
  void doesNotDependOnTheNumberOfThreads(int threads)
      throws ExecutionException, InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      Split drawn = pool.submit(() -> Digits.draw(2000, 7)).get();
      assertEquals(Digits.draw(2000, 7).contentDigest(), drawn.contentDigest());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void drawsEverySampleDifferently() {
    Split digits = Digits.draw(1000, 7);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < digits.size(); i++) {
      assertTrue(seen.add(Arrays.toString(digits.sample(i))), "sample " + i + " was drawn before");
    }
  }

  @Test
  void leavesThePaperWhiteAndPutsInkOnIt() {
    Split digits = Digits.draw(1000, 7);
    for (int i = 0; i < digits.size(); i++) {
      int inked = 0;
      for (float value : digits.sample(i)) {
        inked += value > 0 ? 1 : 0;
      }
      assertTrue(inked > 20 && inked < 392, "sample " + i + " has " + inked + " inked pixels");
    }
  }
}
