package io.github.ann2snn.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTableTest {
  private static final String DOCUMENT =
      """
      {"schema": "ann2snn.results/1",
       "dataset": {"name": "d", "split": "test", "samples": 200, "notices": ["not mnist"]},
       "ann": {"architecture": "28x28x1-c20k5-a2-c50k5-a2-500-10", "accuracy": 0.9715,
               "accuracyInterval": [0.9, 0.98], "macsPerSample": {"dense": 10, "effective": 5}},
       "snn": {"timesteps": 3, "coding": "current", "readout": "membrane", "accuracy": 0.935,
               "accuracyInterval": [0.9, 0.95], "accuracyByTimestep": [0.5, 0.932, 0.935],
               "synapticOperationsByTimestep": [1, 2, 3], "synapticOperationsPerSample": 3,
               "layers": [{"name": "a_layer_with_a_long_name", "neurons": 5},
                          {"name": "short", "neurons": 5}]},
       "comparison": {"accuracyDrop": 0.0365, "onlyAnnCorrect": 8, "onlySnnCorrect": 1,
                      "mcnemarP": 0.04},
       "energy": [{"profile": "cmos-45nm-fp32", "annDenseNanojoules": 2,
                   "annEffectiveNanojoules": 1, "snnNanojoules": 3, "snnItems": {}}],
       "provenance": {}}
      """;

  @TempDir Path folder;

  private String table(String document, TextStyle style) throws IOException {
    Path file = Files.writeString(folder.resolve("r.json"), document);
    return ResultsTable.of(Results.DOCUMENT.read(file), style);
  }

  private static List<String> lines(String table, String from, int count) {
    List<String> lines = table.lines().toList();
    int first = 0;
    while (!lines.get(first).startsWith(from)) {
      first++;
    }
    return lines.subList(first, first + count);
  }

  private static List<String> concat(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Names of other frameworks are paths; one of them must not push all numbers off the screen. */
  @Test
  void aNameThatLeavesNoRoomHasALineOfItsOwn() throws IOException {
    String name = "resnet/stage3/block2/branch2/activation/Relu";
    List<String> layers =
        lines(
            table(DOCUMENT.replace("a_layer_with_a_long_name", name), TextStyle.PLAIN),
            "layer ",
            4);
    assertEquals("  " + name, layers.get(1));
    int neurons = layers.get(0).indexOf("neurons") + "neurons".length();
    assertEquals("5", layers.get(2).substring(0, neurons).strip());
    assertEquals("short", layers.get(3).substring(0, 8).strip());
    String ann = "32x32x3 in, 19 Convolve, 9 Add, 4 Slice, 2 Pad, 1 AveragePool, 1 Dense, 10 out";
    List<String> accuracy =
        lines(
            table(DOCUMENT.replace("28x28x1-c20k5-a2-c50k5-a2-500-10", ann), TextStyle.PLAIN),
            "accuracy",
            5);
    assertEquals("  ANN " + ann, accuracy.get(1));
    assertEquals(accuracy.get(2).indexOf("97.15"), accuracy.get(3).indexOf("93.50"));
    for (String line : concat(layers, accuracy.subList(0, 4))) {
      assertTrue(line.length() <= 100, line);
    }
  }

  @Test
  void columnsAreAlignedWhateverTheNames() throws IOException {
    String table = table(DOCUMENT, TextStyle.PLAIN);
    List<String> accuracy = lines(table, "accuracy", 4);
    int point = accuracy.get(1).indexOf("97.15") + 2;
    assertEquals('.', accuracy.get(2).charAt(point), table);
    assertEquals('.', accuracy.get(3).charAt(point), table);
    assertEquals(accuracy.get(0).indexOf("95 %"), accuracy.get(1).indexOf("90.00"), table);
    List<String> layers = lines(table, "layer ", 3);
    int neurons = layers.get(0).indexOf("neurons") + "neurons".length();
    for (String line : layers.subList(1, 3)) {
      assertEquals("5", line.substring(neurons - 1, neurons), table);
      assertEquals(layers.get(0).length(), line.length(), table);
    }
  }

  @Test
  void colorsSayWhatToLookAt() throws IOException {
    String colored = table(DOCUMENT, new TextStyle(true, true));
    assertTrue(colored.startsWith("\u001b[33mNOTICE: not mnist\u001b[0m\n"), colored);
    assertTrue(colored.contains("\u001b[31m  difference "), colored);
    assertTrue(colored.contains("\u2581\u2586\u2588  \u2581 10"), colored);
    String better = DOCUMENT.replace("\"accuracyDrop\": 0", "\"accuracyDrop\": -0");
    assertTrue(table(better, new TextStyle(true, true)).contains("\u001b[32m  difference "));
    String unclear = DOCUMENT.replace("\"mcnemarP\": 0.04", "\"mcnemarP\": 0.05");
    assertTrue(table(unclear, new TextStyle(true, true)).contains("\n  difference "));
    String plain = table(DOCUMENT, new TextStyle(false, true));
    assertEquals(plain, colored.replaceAll("\u001b\\[\\d+m", ""));
    assertFalse(table(DOCUMENT, TextStyle.PLAIN).contains("\u2588"));
  }
}
