package io.github.ann2snn.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void whatMayComeFromAnywhereIsShortAndHarmless() {
    assertEquals("conv_1 (a/b) ~", Text.printable("conv_1 (a/b) ~"));
    assertEquals("?[31mred??", Text.printable("\u001b[31mred\n\u202e"));
    assertEquals("x".repeat(100), Text.printable("x".repeat(100)));
    assertEquals("x".repeat(100) + "...", Text.printable("x".repeat(101)));
  }
}
