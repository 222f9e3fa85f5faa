package io.github.ann2snn.report.text;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.text.TextStyle.Tone;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text for a terminal, line by line. What comes from files may hold anything: characters that would
 * steer the terminal are shown as their code.
 */
public final class Lines {
  /** Control characters, and those that change the direction of what follows. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private final int width;
  private final TextStyle style;
  private final StringBuilder text = new StringBuilder();

  /** Plain text. */
  public Lines(int width) {
    this(width, TextStyle.PLAIN);
  }

  /**
   * @param width of paragraphs, in characters
   */
  public Lines(int width, TextStyle style) {
    this.width = width;
    this.style = style;
  }

  public void line(String format, Object... values) {
    line(Tone.PLAIN, format, values);
  }

  public void line(Tone tone, String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values).stripTrailing();
    text.append(style.apply(tone, visible(line))).append('\n');
  }

  private static String visible(String line) {
    return STEERING
        .matcher(line)
        .replaceAll(c -> Matcher.quoteReplacement(Text.of("\\u%04x", c.group().codePointAt(0))));
  }

  /** Sentences, broken between words, but not between a number and its percent sign. */
  public void paragraph(String sentences) {
    StringBuilder line = new StringBuilder();
    for (String word : sentences.split(" (?!%)", -1)) {
      if (line.length() + word.length() >= width) {
        line("%s", line);
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    line("%s", line);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
