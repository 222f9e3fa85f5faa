package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From a data set to results in one command. */
class PipelineTest extends QuartersTest {
  @Test
  void runWritesEverythingAndPrintsATable() throws IOException {
    Outcome outcome = runAll("out");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertEquals(
          List.of(
              "config.properties",
              "model.zip",
              "model.zip.provenance.json",
              "model.zip.training.json",
              "network.nir",
              "report-csv",
              "report.html",
              "results.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    for (String part :
        List.of(
            "200 test samples; T = 16, current coding, membrane readout, normalised by percentile 99.9",
            "ANN 16-20-12-4",
            "McNemar p =",
            "SNN SynOps",
            "energy, nJ per sample",
            "  cmos-45nm-fp32-memory  ",
            "items, cmos-45nm-fp32  ",
            "Verdict: After 16 steps: ",
            "What each number means: ann2snn inspect --definitions")) {
      assertTrue(outcome.out().contains(part), part + " in " + outcome.out());
    }
    for (String part :
        List.of("Epoch 4/4: loss ", "test ", "dense_0 (DenseLayer)", "certified on 650")) {
      assertTrue(outcome.err().contains(part), part + " in " + outcome.err());
    }
  }

  @Test
  void resultsHaveTheDocumentedKeys() throws IOException {
    runAll("out");
    JsonNode root = json("out/results.json");
    assertEquals("ann2snn.results/1", root.get("schema").asText());
    assertEquals(200, root.at("/dataset/samples").asInt());
    assertEquals("test", root.at("/dataset/split").asText());
    assertTrue(root.at("/dataset/sha256").asText().matches("[0-9a-f]{64}"));
    assertEquals("16-20-12-4", root.at("/ann/architecture").asText());
    assertEquals(16 * 20 + 20 * 12 + 12 * 4, root.at("/ann/macsPerSample/dense").asInt());
    assertTrue(root.at("/ann/macsPerSample/effective").isDouble());
    assertEquals(2, root.at("/ann/accuracyInterval").size());
    assertTrue(root.at("/ann/accuracy").asDouble() > 0.9);
    JsonNode snn = root.get("snn");
    assertEquals(16, snn.get("timesteps").asInt());
    assertEquals("current", snn.get("coding").asText());
    assertEquals("membrane", snn.get("readout").asText());
    assertEquals("percentile", snn.get("normalization").asText());
    assertEquals(99.9, snn.get("percentile").asDouble());
    assertEquals(0.5, snn.get("initialPotential").asDouble());
    assertEquals("subtract", snn.get("reset").asText());
    assertEquals(16, snn.get("accuracyByTimestep").size());
    assertEquals(snn.get("accuracy"), snn.get("accuracyByTimestep").get(15));
    assertEquals(
        snn.get("synapticOperationsPerSample"), snn.get("synapticOperationsByTimestep").get(15));
    assertEquals(3, snn.get("layers").size());
    JsonNode first = snn.at("/layers/0");
    assertEquals("dense_0", first.get("name").asText());
    assertEquals(20, first.get("neurons").asInt());
    double spikes = first.get("spikesPerSample").asDouble();
    assertEquals(spikes / 20 / 16, first.get("firingRate").asDouble(), 1e-12);
    assertEquals(0, first.get("synapticOperationsPerSample").asDouble());
    assertTrue(first.get("macsPerSample").asDouble() > 0);
    // every spike of the first layer reaches all 12 neurons of the second
    assertEquals(12 * spikes, snn.at("/layers/1/synapticOperationsPerSample").asDouble(), 1e-9);
    assertEquals(
        root.at("/ann/accuracy").asDouble() - snn.get("accuracy").asDouble(),
        root.at("/comparison/accuracyDrop").asDouble(),
        1e-12);
    assertTrue(root.at("/comparison/mcnemarP").isDouble());
    assertTrue(root.at("/comparison/synopsToMacsRatio").isDouble());
    assertTrue(root.get("provenance").isObject());
  }

  @Test
  void energyIsCountTimesPicojoules() throws IOException {
    runAll("out");
    JsonNode root = json("out/results.json");
    JsonNode energy = root.at("/energy/0");
    assertEquals("cmos-45nm-fp32", energy.get("profile").asText());
    JsonNode snn = root.get("snn");
    double spikes = 0;
    for (JsonNode layer : snn.get("layers")) {
      spikes += layer.get("spikesPerSample").asDouble();
    }
    JsonNode items = energy.get("snnItems");
    double macs = snn.at("/layers/0/macsPerSample").asDouble();
    double synops = snn.get("synapticOperationsPerSample").asDouble();
    assertEquals(macs * 4.6e-3, items.get("analogMac").asDouble(), 1e-9);
    assertEquals(synops * 0.9e-3, items.get("synapticOperation").asDouble(), 1e-9);
    assertEquals(16 * (20 + 12 + 4) * 0.9e-3, items.get("biasAdd").asDouble(), 1e-9);
    assertEquals(16 * (20 + 12) * 0.9e-3, items.get("thresholdCompare").asDouble(), 1e-9);
    assertEquals(spikes * 0.9e-3, items.get("reset").asDouble(), 1e-9);
    double sum = 0;
    for (JsonNode item : items) {
      sum += item.asDouble();
    }
    assertEquals(sum, energy.get("snnNanojoules").asDouble(), 1e-9);
    assertEquals(
        root.at("/ann/macsPerSample/dense").asDouble() * 4.6e-3,
        energy.get("annDenseNanojoules").asDouble(),
        1e-9);
    assertEquals(
        root.at("/ann/macsPerSample/effective").asDouble() * 4.6e-3,
        energy.get("annEffectiveNanojoules").asDouble(),
        1e-9);
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheThreads() throws IOException {
    runAll("one", "--threads", "1");
    runAll("two", "--threads", "3");
    for (String file : List.of("results.json", "network.nir", "model.zip")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("one").resolve(file)),
          Files.readAllBytes(folder.resolve("two").resolve(file)),
          file);
    }
    runAll("other", "--seed", "43");
    String synops = "/snn/synapticOperationsPerSample";
    assertNotEquals(json("one/results.json").at(synops), json("other/results.json").at(synops));
  }

  @Test
  void withoutMnistAndOfflineAutoTakesDigitsWithANotice() throws IOException {
    Outcome outcome =
        run(
            "run",
            "--offline",
            "--architecture",
            "784-16-10",
            "--epochs",
            "1",
            "--timesteps",
            "4",
            "--out",
            path("out"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("NOTICE: auto: mnist not found"), outcome.err());
    assertTrue(outcome.out().startsWith("NOTICE: "), outcome.out());
    assertEquals("digits", json("out/results.json").at("/dataset/name").asText());
  }

  @Test
  void aNetworkThatCannotBeConvertedIsNotTrained() {
    Outcome outcome =
        run("run", "--dataset", dataset, "--activation", "tanh", "--out", path("out"));
    assertEquals(4, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome.err().contains("a network with --activation tanh cannot be converted"),
        outcome.err());
    assertFalse(outcome.err().contains("Training "), outcome.err());
    assertFalse(Files.exists(folder.resolve("out/model.zip")));
  }
}
