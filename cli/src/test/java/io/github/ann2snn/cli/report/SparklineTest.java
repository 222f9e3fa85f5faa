package io.github.ann2snn.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void fromTheLowestToTheHighest() {
    double[] values = IntStream.range(0, 8).mapToDouble(i -> 0.5 + i / 20.0).toArray();
    assertEquals(Sparkline.BLOCKS, Sparkline.of(values, 50));
    assertEquals("\u2588\u2581\u2585", Sparkline.of(new double[] {1, 0, 0.5}, 50));
  }

  @Test
  void equalValuesAreFullBlocks() {
    assertEquals("\u2588\u2588", Sparkline.of(new double[] {0.3, 0.3}, 50));
  }

  @Test
  void moreValuesThanFitAreThinnedOutAndTheLastStays() {
    double[] values = IntStream.range(0, 65_536).mapToDouble(i -> i).toArray();
    String line = Sparkline.of(values, 50);
    assertEquals(50, line.length());
    assertEquals('\u2588', line.charAt(49));
    // of 1 ... 7 in 3 columns: 2, 4, 7
    assertEquals("\u2581\u2584\u2588", Sparkline.of(new double[] {1, 2, 3, 4, 5, 6, 7}, 3));
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
