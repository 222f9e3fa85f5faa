package io.github.ann2snn.report.text;

import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi.Style;

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
    PLAIN(Style.reset),
    HEADING(Style.bold),
    NOTICE(Style.fg_yellow),
    GOOD(Style.fg_green),
    BAD(Style.fg_red);

    private final Style style;

    Tone(Style style) {
      this.style = style;
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
        : tone.style.on() + text + Style.reset.on();
  }
}
