package io.github.ann2snn.report.text;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * What a text may use beside letters.
 *
 * @param colors escape codes for colours and bold letters
 * @param blocks Unicode's block elements
 */
public record TextStyle(boolean colors, boolean blocks) {
  /** Letters alone. */
  public static final TextStyle PLAIN = new TextStyle(false, false);

  /** What a line says. */
  public enum Tone {
    PLAIN(0),
    HEADING(1),
    NOTICE(33),
    GOOD(32),
    BAD(31);

    private final int code;

    /**
     * @param code how terminals are told (ECMA-48, Select Graphic Rendition): bold, yellow, green,
     *     red
     */
    Tone(int code) {
      this.code = code;
    }

    private String on() {
      return "\u001B[" + code + "m";
    }
  }

  /** Whether a charset has the blocks of a {@link Sparkline}. */
  public static boolean hasBlocks(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(Sparkline.BLOCKS);
  }

  /** A text in a tone, where colours may be used. */
  String apply(Tone tone, String text) {
    return !colors || tone == Tone.PLAIN || text.isEmpty()
        ? text
        : tone.on() + text + Tone.PLAIN.on();
  }

  /**
   * A chart of one line of text: how far each of several accuracies is below the best of them. Most
   * of it happens in the last few points, so the scale is about logarithmic.
   */
  public static final class Sparkline {
    /** One for each distance, then one for what is nearer. */
    static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    /** What the blocks mean. */
    public static final String LEGEND = "\u2581 10, \u2584 1, \u2588 < 0.1 points off the best";

    /** Percentage points. */
    private static final double[] DISTANCES = {10, 5, 2, 1, 0.5, 0.2, 0.1};

    private Sparkline() {}

    /**
     * One block for each accuracy; where there are more than {@code width}, each block stands for
     * as many, and shows the last of them.
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

    /**
     * One block for each loss on a logarithmic scale from the lowest to the highest; where there
     * are more than {@code width}, each block stands for the mean of as many.
     *
     * @param losses finite, at least 0, at least one
     * @param width the most blocks
     */
    public static String ofLosses(double[] losses, int width) {
      int columns = Math.min(width, losses.length);
      double[] logarithms = new double[columns];
      for (int i = 0; i < columns; i++) {
        int from = (int) ((long) i * losses.length / columns);
        int to = (int) ((i + 1L) * losses.length / columns);
        double mean = Arrays.stream(losses, from, to).average().orElseThrow();
        logarithms[i] = Math.log(Math.max(mean, Float.MIN_NORMAL));
      }
      double lowest = Arrays.stream(logarithms).min().orElseThrow();
      double range = Arrays.stream(logarithms).max().orElseThrow() - lowest;
      StringBuilder line = new StringBuilder();
      for (double logarithm : logarithms) {
        double height = range > 0 ? (logarithm - lowest) / range : 0;
        line.append(BLOCKS.charAt((int) Math.round(height * (BLOCKS.length() - 1))));
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
}
