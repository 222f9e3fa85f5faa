package io.github.ann2snn.cli.report;

/** A chart of one line of text. */
final class Sparkline {
  /** From the lowest value to the highest. */
  static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private Sparkline() {}

  /**
   * One block for each value; where there are more than {@code width}, each block stands for as
   * many, and shows the last of them.
   *
   * @param values finite, at least one
   * @param width the most blocks
   */
  static String of(double[] values, int width) {
    int columns = Math.min(width, values.length);
    double[] shown = new double[columns];
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < columns; i++) {
      shown[i] = values[(int) ((i + 1L) * values.length / columns) - 1];
      lowest = Math.min(lowest, shown[i]);
      highest = Math.max(highest, shown[i]);
    }
    StringBuilder line = new StringBuilder();
    int top = BLOCKS.length() - 1;
    for (double value : shown) {
      double height = highest > lowest ? (value - lowest) / (highest - lowest) : 1;
      line.append(BLOCKS.charAt((int) Math.round(height * top)));
    }
    return line.toString();
  }
}
