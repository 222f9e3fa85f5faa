package io.github.ann2snn.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.report.text.TextStyle.Sparkline;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void distancesFromTheBest() {
    double[] points = {30, 7, 3, 1.5, 0.75, 0.3, 0.15, 0.05, 0};
    double[] accuracies = Arrays.stream(points).map(p -> 0.98 - p / 100).toArray();
    assertEquals(Sparkline.BLOCKS + "\u2588", Sparkline.of(accuracies, 50));
    assertEquals("\u2588\u2581\u2584", Sparkline.of(new double[] {0.9, 0, 0.885}, 50));
    assertEquals("\u2588\u2588", Sparkline.of(new double[] {0.3, 0.3}, 50));
  }

  @Test
  void moreValuesThanFitAreThinnedOutAndTheLastStays() {
    double[] values = IntStream.range(0, 65_536).mapToDouble(i -> i / 65_536.0).toArray();
    String line = Sparkline.of(values, 32);
    assertEquals(32, line.length());
    assertEquals("\u2582\u2583\u2588", line.substring(28).replaceAll("(.)\\1", "$1"));
    // of 1 ... 7 in 3 columns: 2, 4, 7
    double[] seven = {0, 0.9, 0, 0.83, 0, 0, 0.893};
    assertEquals("\u2588\u2582\u2585", Sparkline.of(seven, 3));
  }

  @Test
  void lossesAreDrawnByTheirLogarithms() {
    assertEquals("\u2588", Sparkline.of(new double[] {2}, 12));
    assertEquals("\u2581", Sparkline.ofLosses(new double[] {2}, 12));
    // 128 is 2 to the 7th: a block for each power of two.
    assertEquals(
        new StringBuilder(Sparkline.BLOCKS).reverse().toString(),
        Sparkline.ofLosses(new double[] {128, 64, 32, 16, 8, 4, 2, 1}, 12));
    // Means of pairs: 4, 2, 1.
    assertEquals("\u2588\u2585\u2581", Sparkline.ofLosses(new double[] {6, 2, 3, 1, 1.5, 0.5}, 3));
    assertEquals("\u2588\u2581", Sparkline.ofLosses(new double[] {1, 0}, 12));
  }

  @Test
  void onlyCharsetsThatHaveTheBlocks() {
    assertTrue(TextStyle.hasBlocks(StandardCharsets.UTF_8));
    assertTrue(TextStyle.hasBlocks(StandardCharsets.UTF_16));
    assertFalse(TextStyle.hasBlocks(StandardCharsets.US_ASCII));
    assertFalse(TextStyle.hasBlocks(StandardCharsets.ISO_8859_1));
    assertFalse(TextStyle.hasBlocks(Charset.forName("windows-1252")));
  }
}
