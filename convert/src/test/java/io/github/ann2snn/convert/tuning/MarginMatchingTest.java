package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.forward.MacCount;
import io.github.ann2snn.convert.tuning.MarginMatching.Judged;
import io.github.ann2snn.datasets.Split;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarginMatchingTest {
  /** Samples whose one value is their margin. */
  private static Judged judged(int size, IntToDoubleFunction margin, int wrong) {
    float[] margins = new float[size];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      margins[i] = (float) margin.applyAsDouble(i);
      labels[i] = (byte) (i < wrong ? 1 : 0);
    }
    Split samples = Split.ofFloats(margins, labels, 1);
    return new Judged(samples, new Inference(new int[size], margins, new MacCount(List.of())));
  }

  private static int count(Split samples, double from, double to) {
    return (int)
        IntStream.range(0, samples.size())
            .filter(i -> samples.sample(i)[0] > from && samples.sample(i)[0] <= to)
            .count();
  }

  @Test
  void leavesOutWhereThereAreTooMany() {
    // Unlearned: margins spread evenly over (0, 1]. Learned: of 10,000, 5 in 1000 lie in the lowest
    // 2 %, a quarter of what it would be, and all others above evenly.
    Judged unlearned = judged(1000, i -> (i + 1) / 1000.0, 0);
    Judged learned =
        judged(10_000, i -> i < 50 ? (i + 0.5) / 50 * 0.02 : 0.022 + (i - 50) / 9950.0 * 0.978, 0);
    Split kept = MarginMatching.thinned(learned, unlearned);
    // Worth 10,000 x 0.005 / 0.021 (the edge itself belongs to the part below) unlearned samples.
    assertEquals(10_000 * 0.005 / 0.021, kept.size(), 25);
    assertEquals(kept.size() * 0.68, count(kept, 0.32, 1), 0.02 * kept.size());
  }

  @Test
  void keepsAllThatAreAlikeAlready() {
    Random random = new Random(7);
    Judged unlearned = judged(1000, i -> (i + 1) / 1000.0, 20);
    Judged learned = judged(1000, i -> (i + 1) / 1000.0, 20);
    assertEquals(1000, MarginMatching.thinned(learned, unlearned).size());
    Judged others = judged(20_000, i -> random.nextDouble(), 400);
    assertTrue(MarginMatching.thinned(others, unlearned).size() > 16_000);
  }

  @Test
  void keepsMistakesWhereThereAreTooFew() {
    Judged unlearned = judged(1000, i -> (i + 1) / 1000.0, 100);
    Judged learned = judged(10_000, i -> (i + 1) / 10_000.0, 3);
    Split kept = MarginMatching.thinned(learned, unlearned);
    assertEquals(
        3, IntStream.range(0, kept.size()).filter(sample -> kept.label(sample) == 1).count());
  }
}
