package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What is learned, written and told. */
class StdpCommandTest extends StdpTest {
  @Test
  void learnsAndWritesWhatItLearned() throws IOException {
    Outcome outcome = train("out");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Learned 300 of 300 samples"), outcome.err());
    assertTrue(outcome.err().contains("Wrote network.h5, results.json and"), outcome.err());
    assertTrue(
        outcome.out().contains("100 test samples; T = 700, poisson coding, spikes readout"),
        outcome.out());
    assertTrue(outcome.out().contains("update of a decaying state"), outcome.out());
    JsonNode root = json("out/results.json");
    assertTrue(root.at("/snn/accuracy").asDouble() > 0.7, root.at("/snn/accuracy").asText());
    assertEquals(700, root.at("/snn/accuracyByTimestep").size());
    assertEquals(
        root.at("/snn/accuracy").asDouble(), root.at("/snn/accuracyByTimestep/699").asDouble());
    JsonNode learning = root.get("learning");
    assertEquals(SAMPLES, learning.get("presented").asLong());
    assertEquals(NEURONS, learning.get("thresholdsMv").size());
    assertEquals(NEURONS, learning.get("fields").size());
    assertEquals(0.0025 * Math.sqrt(NEURONS), learning.get("thresholdStepMv").asDouble());
    byte[] field = Base64.getDecoder().decode(learning.at("/fields/0/weights").asText());
    assertEquals(16, field.length);
    int neurons = learning.get("neuronsWithoutClass").asInt();
    for (JsonNode count : learning.get("neuronsByClass")) {
      neurons += count.asInt();
    }
    assertEquals(NEURONS, neurons);
    assertTrue(Files.size(folder.resolve("out/report.html")) > 100_000);
  }

  @Test
  void everyOperationHasAPrice() throws IOException {
    learned();
    JsonNode root = json("out/results.json");
    JsonNode operations = root.at("/snn/operations");
    JsonNode items = root.at("/energy/0/snnItems");
    assertEquals("cmos-45nm-fp32", root.at("/energy/0/profile").asText());
    assertEquals((7 + 4) * NEURONS * 700, operations.get("stateUpdate").asDouble());
    assertEquals(11 * NEURONS * 700 * 4.6e-3, items.get("stateUpdate").asDouble(), 1e-9);
    double synops = operations.get("synapticOperation").asDouble();
    assertEquals(root.at("/snn/synapticOperationsPerSample").asDouble(), synops);
    assertEquals(synops * 0.9e-3, items.get("synapticOperation").asDouble(), 1e-9);
    double spikes = root.at("/snn/layers/0/spikesPerSample").asDouble();
    assertTrue(spikes > 0);
    assertEquals(spikes, root.at("/snn/layers/1/synapticOperationsPerSample").asDouble(), 0.1);
  }

  @Test
  void standsBesideAConvertedNetwork() throws IOException {
    learned();
    runAll("converted");
    Outcome outcome = run("report", path("out"), path("converted"), "--out", path("both.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(Files.readString(folder.resolve("both.html")).contains("Receptive fields"));
  }

  @Test
  void resumingGivesTheSameBytes() throws IOException {
    trained("straight", "--epochs", "2");
    String options = Files.readString(folder.resolve("straight/config.properties"));
    assertTrue(options.startsWith("# ann2snn stdp train --config config.properties\n"), options);
    assertTrue(options.contains("\nepochs = 2\n"), options);
    learned();
    trained("out", "--epochs", "2", "--resume");
    JsonNode straight = json("straight/results.json").get("learning");
    JsonNode resumed = json("out/results.json").get("learning");
    assertEquals(straight.get("fields"), resumed.get("fields"));
    assertEquals(straight.get("thresholdsMv"), resumed.get("thresholdsMv"));
    assertEquals(json("straight/results.json").get("snn"), json("out/results.json").get("snn"));
  }

  @Test
  void threadsChangeNothing() throws IOException {
    trained("one", "--threads", "1");
    trained("three", "--threads", "3");
    assertSameBytes("one/results.json", "three/results.json");
    assertSameBytes("one/network.h5", "three/network.h5");
  }

  @Test
  void evaluateRepeatsTheEvaluation() throws IOException {
    learned();
    Outcome outcome =
        run(
            "stdp",
            "evaluate",
            path("out/network.h5"),
            "--dataset",
            dataset,
            "--out",
            path("again.json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertSameBytes("out/results.json", "again.json");
  }

  @Test
  void inspectSaysWhatTheFileIs() throws IOException {
    learned();
    Outcome outcome = run("inspect", path("out/network.h5"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .out()
            .startsWith(
                "A network that learned by STDP: 16 inputs, 12 neurons, 300 samples learned, 4 classes."),
        outcome.out());
    Outcome asJson = run("inspect", path("out/network.h5"), "--json");
    assertTrue(asJson.out().contains("\"format\" : \"ann2snn.stdp/1\""), asJson.out());
  }

  private void assertSameBytes(String one, String other) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(folder.resolve(one)), Files.readAllBytes(folder.resolve(other)));
  }
}
