package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all models have in common. */
class SimulateCommandTest extends SimulationTest {
  @ParameterizedTest
  @CsvSource({"lif", "stdp"})
  void tutorialsOwnCurrentIsSilentAndSaysWhy(String model) throws IOException {
    Outcome outcome = succeeds(model + " --preset tutorial --neurons 12");
    String why =
        "Nothing fired: 1.5pA through 10 MOhm lifts V by 15 uV, and the threshold is 20 mV above"
            + " rest. It takes more than 2 nA.";
    assertTrue(outcome.out().endsWith(why + "\n"), outcome.out());
    assertTrue(outcome.out().startsWith(model + ", tutorial: 12 neurons at 1.5pA"), outcome.out());
    JsonNode document = document();
    assertEquals(0, document.at("/results/spikes").asInt());
    assertEquals(0.015, document.at("/results/membrane/strongestDriveMv").asDouble(), 1e-15);
    assertEquals(why, document.at("/results/silence").asText());
    assertEquals("tutorial", document.get("preset").asText());
    assertEquals(10, lines("potentials.csv").get(0).chars().filter(c -> c == ',').count());
    Outcome inspected = run("inspect", path("out/results.json"));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(
        inspected.out().startsWith("simulation of 12 neurons (" + model + "), "), inspected.out());
    assertTrue(inspected.out().endsWith(", 0 spikes; --json shows all of it\n" + why + "\n"));
  }

  @Test
  void seriesOfAnEarlierSimulationDoNotStay() throws IOException {
    succeeds("stdp --neurons 2 --duration 30ms");
    Files.writeString(folder.resolve("out/notes.csv"), "mine");
    assertTrue(Files.exists(folder.resolve("out/weights.csv")));
    succeeds("hh --duration 5ms");
    assertFalse(Files.exists(folder.resolve("out/weights.csv")));
    assertTrue(Files.exists(folder.resolve("out/gates.csv")));
    assertEquals("mine", Files.readString(folder.resolve("out/notes.csv")));
  }

  @Test
  void withoutTracesThereAreNone() throws IOException {
    succeeds("hh --traces 0 --duration 20ms");
    assertEquals("[\"spikes.csv\",\"rates.csv\"]", document().get("files").toString());
    succeeds("lif --traces 0 --duration 20ms");
    assertFalse(Files.exists(folder.resolve("out/potentials.csv")));
  }

  @Test
  void refusesADocumentOfANewerVersion() throws IOException {
    Path file = folder.resolve("newer.json");
    Files.writeString(file, "{\"schema\": \"ann2snn.simulation/2\"}");
    Outcome outcome = run("inspect", file.toString());
    assertEquals(3, outcome.exitCode());
    assertTrue(outcome.err().contains("this program reads ann2snn.simulation/1"), outcome.err());
  }
}
