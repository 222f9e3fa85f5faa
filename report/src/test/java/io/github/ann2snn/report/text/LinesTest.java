package io.github.ann2snn.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.report.text.TextStyle.Tone;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void colorsOnlyWhereTheyMayBe() {
    Lines plain = new Lines(20);
    plain.line(Tone.HEADING, "%-8s", "head");
    assertEquals("head\n", plain.toString());
    Lines colored = new Lines(20, new TextStyle(true, false));
    colored.line(Tone.HEADING, "%-8s", "head");
    colored.line("text");
    colored.line(Tone.BAD, "");
    assertEquals("\u001b[1mhead\u001b[0m\ntext\n\n", colored.toString());
  }

  @Test
  void paragraphsBreakBetweenWords() {
    Lines lines = new Lines(12);
    lines.paragraph("it takes 47 % of all");
    assertEquals("it takes\n47 % of all\n", lines.toString());
  }

  @Test
  void whatWouldSteerTheTerminalIsShown() {
    Lines lines = new Lines(20);
    lines.line("%s", "a\u001b[31mb\nc\u202ed\u200fe\u00e4<b>\"");
    assertEquals("a\\u001b[31mb\\u000ac\\u202ed\\u200fe\u00e4<b>\"\n", lines.toString());
  }
}
