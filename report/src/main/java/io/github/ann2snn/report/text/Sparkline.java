package io.github.ann2snn.report.text;

import java.util.Arrays;

/**
 * A chart of one line of text: how far each of several accuracies is below the best of them. Most
 * of it happens in the last few points, so the scale is about logarithmic.
 */
public final class Sparkline {
  /** One for each distance, then one for what is nearer. */
  static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /** What the blocks mean. */
  public static final String LEGEND = "\u2581 10, \u2584 1, \u2588 < 0.1 points off the best";

  /** Percentage points. */
  private static final double[] DISTANCES = {10, 5, 2, 1, 0.5, 0.2, 0.1};

  private Sparkline() {}

  /**
   * One block for each accuracy; where there are more than {@code width}, each block stands for as
   * many, and shows the last of them.
   *
   * @param accuracies fractions in [0, 1], at least one
   * @param width the most blocks
   */
  public static String of(double[] accuracies, int width) {
    double best = Arrays.stream(accuracies).max().orElseThrow();
    int columns = Math.min(width, accuracies.length);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      int last = (int) ((i + 1L) * accuracies.length / columns) - 1;
      line.append(block(100 * (best - accuracies[last])));
    }
    return line.toString();
  }

  private static char block(double points) {
    int block = 0;
    while (block < DISTANCES.length && points < DISTANCES[block]) {
      block++;
    }
    return BLOCKS.charAt(block);
  }
}
