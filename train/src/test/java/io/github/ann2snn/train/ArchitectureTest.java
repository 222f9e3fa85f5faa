package io.github.ann2snn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  @ParameterizedTest
  @ValueSource(strings = {"784-512-256-10", "1-1", "1000000-1-3"})
  void givesBackWhatWasParsed(String text) {
    assertEquals(text, Architecture.parse(text).toString());
  }

  @Test
  void countsLayersAndParameters() {
    Architecture architecture = Architecture.parse("784-512-256-10");
    assertEquals(List.of(784, 512, 256, 10), architecture.sizes());
    assertEquals(784, architecture.inputs());
    assertEquals(10, architecture.outputs());
    assertEquals(3, architecture.layers());
    assertEquals(535_818, architecture.parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "784",
        "784-",
        "-10",
        "784--10",
        "784-0-10",
        "784-1000001",
        "a-b",
        "7 -3",
        "٣-٣",
        "99999999999-1",
        "7-+3"
      })
  void refusesAnythingElse(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Architecture.parse(text)).getMessage();
    assertEquals(
        "architecture must be at least two layer sizes joined by '-', each from 1 to 1000000, such"
            + " as 784-512-256-10; got \""
            + text
            + "\"",
        message);
  }

  @Test
  void refusesWhatDoesNotFitInMemory() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Architecture.parse("1000000-1000000-10"))
            .getMessage();
    assertEquals(
        "architecture must have at most 100000000 weights and biases; 1000000-1000000-10 has"
            + " 1000011000010",
        message);
  }
}
