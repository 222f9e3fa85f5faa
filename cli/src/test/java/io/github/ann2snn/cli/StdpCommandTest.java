package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning which quarter of an image is bright, without being told. */
class StdpCommandTest extends QuartersTest {
  private static final int NEURONS = 12;
  private static final int SAMPLES = 300;

  /** Learned once for all tests that only read. */
  @TempDir private static Path shared;

  @BeforeEach
  void writeFewSamples() throws IOException {
    Path few = folder.resolve("few");
    Files.createDirectories(few);
    write(few, "train", SAMPLES, 1);
    write(few, "t10k", 100, 2);
    dataset = "idx:" + few;
  }

  private Outcome train(String out, String... more) {
    return run(
        with(
            new String[] {
              "stdp", "train", "--dataset", dataset, "--neurons=" + NEURONS, "--out", path(out)
            },
            more));
  }

  /** A folder {@code out} with what was learned. */
  private void learned() throws IOException {
    Path network = shared.resolve("network.h5");
    Path results = shared.resolve("results.json");
    Path out = folder.resolve("out");
    if (!Files.exists(results)) {
      trained("out");
      Files.copy(out.resolve("network.h5"), network);
      Files.copy(out.resolve("results.json"), results);
    } else {
      Files.createDirectories(out);
      Files.copy(network, out.resolve("network.h5"));
      Files.copy(results, out.resolve("results.json"));
    }
  }

  private void trained(String out, String... more) {
    Outcome outcome = train(out, more);
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

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
    trained("once");
    trained("once", "--epochs", "2", "--resume");
    JsonNode straight = json("straight/results.json").get("learning");
    JsonNode resumed = json("once/results.json").get("learning");
    assertEquals(straight.get("fields"), resumed.get("fields"));
    assertEquals(straight.get("thresholdsMv"), resumed.get("thresholdsMv"));
    assertEquals(json("straight/results.json").get("snn"), json("once/results.json").get("snn"));
  }

  @Test
  void threadsChangeNothing() throws IOException {
    trained("one", "--threads", "1");
    trained("three", "--threads", "3");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one/results.json")),
        Files.readAllBytes(folder.resolve("three/results.json")));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one/network.h5")),
        Files.readAllBytes(folder.resolve("three/network.h5")));
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
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("out/results.json")),
        Files.readAllBytes(folder.resolve("again.json")));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--neurons 0 | --neurons is 0, expected 1 to 10000",
        "--neurons 10001 | --neurons is 10001, expected 1 to 10000",
        "--epochs 0 | --epochs is 0, expected at least 1",
        "--inhibition -1 | inhibition is -1.0, expected at least 0",
        "--inhibition NaN | inhibition is NaN, expected at least 0",
        "--threshold-step -0.1 | threshold step, mV is -0.1, expected at least 0",
        "--threads 0 | --threads is 0, expected at least 1",
      })
  void aWrongOptionIsNamed(String options, String message) {
    String[] args = {"stdp", "train", "--dataset", dataset, "--out", path("out")};
    Outcome outcome = run(with(args, options.split(" ", -1)));
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("ann2snn: " + message), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void stdpNeedsACommand() {
    Outcome outcome = run("stdp");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome.err().contains("ann2snn: name what to do: train or evaluate"), outcome.err());
  }

  @Test
  void thereMustBeSomethingToResume() {
    Outcome outcome = train("out", "--resume");
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(
        outcome.err().contains("network.h5: no such file, so there is nothing to resume"),
        outcome.err());
  }

  @Test
  void anotherTrainingIsNotResumed() throws IOException {
    learned();
    Outcome outcome = train("out", "--resume", "--epochs", "2", "--seed", "7");
    assertTrue(outcome.exitCode() != 0);
    assertTrue(
        outcome
            .err()
            .contains(
                "network.h5: cannot resume: its seed is 42, but 7 was asked for; use the same, or train from the start"),
        outcome.err());
  }

  @Test
  void fewerEpochsThanThereWereAreRefused() {
    trained("out", "--epochs", "2");
    Outcome outcome = train("out", "--resume");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome.err().contains("has learned 600 samples already, more than 300"), outcome.err());
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    learned();
    Path file = folder.resolve("out/network.h5");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    for (Outcome outcome :
        new Outcome[] {
          train("out", "--resume", "--epochs", "2"),
          run("stdp", "evaluate", file.toString(), "--dataset", dataset)
        }) {
      assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode(), outcome.err());
      assertTrue(outcome.err().contains("ann2snn: " + file + ": "), outcome.err());
      assertFalse(outcome.err().contains("\tat "), outcome.err());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Outcome outcome = run("stdp", "evaluate", path("no.h5"), "--dataset", dataset);
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(
        outcome.err().contains("no.h5: no such file; ann2snn stdp train writes one"),
        outcome.err());
  }

  @Test
  void samplesMustFitTheNetwork() throws IOException {
    learned();
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "a,b,label\n" + "1,2,x\n3,4,y\n".repeat(10));
    Outcome outcome = run("stdp", "evaluate", path("out/network.h5"), "--dataset", "csv:" + table);
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(outcome.err().contains("takes 16 inputs and tells 4 classes"), outcome.err());
  }
}
