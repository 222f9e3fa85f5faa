package io.github.ann2snn.cli.report;

import java.util.Locale;

/** Text for a terminal, line by line. */
final class Lines {
  private final int width;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param width of paragraphs, in characters
   */
  Lines(int width) {
    this.width = width;
  }

  void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  /** Sentences, broken between words. */
  void paragraph(String sentences) {
    StringBuilder line = new StringBuilder();
    for (String word : sentences.split(" ", -1)) {
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
