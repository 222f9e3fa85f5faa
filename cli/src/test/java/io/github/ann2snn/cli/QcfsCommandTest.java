package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Quantised activations from training to results. */
class QcfsCommandTest extends QuartersTest {
  private void fails(int exitCode, String message, String... args) {
    Outcome outcome = run(args);
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), message + " in " + outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }

  @Test
  void runsFromEndToEnd() throws IOException {
    Outcome outcome =
        runAll("out", "--activation", "qcfs", "--levels", "4", "--normalization", "qcfs");
    assertTrue(outcome.err().contains("Converted by qcfs on "), outcome.err());
    JsonNode results = json("out/results.json");
    assertEquals("qcfs", results.at("/snn/normalization").asText());
    assertTrue(results.at("/ann/accuracy").asDouble() > 0.9, results.toString());
    assertTrue(Math.abs(results.at("/comparison/accuracyDrop").asDouble()) < 0.05);

    Outcome model = run("inspect", path("out/model.zip"));
    assertTrue(model.out().contains("ClipFloorShift, 4 levels, lambda "), model.out());
    assertTrue(model.out().contains("\"activation\" : \"qcfs\""), model.out());
    assertTrue(model.out().contains("\"levels\" : 4"), model.out());
    Outcome network = run("inspect", path("out/network.nir"));
    assertTrue(network.out().contains("  activation: qcfs"), network.out());
    assertTrue(network.out().contains("  levels: 4"), network.out());
    assertTrue(network.out().contains("  lambda_dense_0: "), network.out());

    fails(
        4,
        "the model cannot be normalised by percentile: its activations were trained with scales",
        "convert",
        path("out/model.zip"),
        "--dataset",
        dataset,
        "--normalization",
        "percentile",
        "--out",
        path("other.nir"));
    assertFalse(Files.exists(folder.resolve("other.nir")));
  }

  @Test
  void reluModelsHaveNoTrainedScales() {
    runAll("out");
    fails(
        4,
        "the model cannot be normalised by qcfs: it has no quantised activations",
        "convert",
        path("out/model.zip"),
        "--dataset",
        dataset,
        "--normalization",
        "qcfs",
        "--out",
        path("other.nir"));
  }

  @Test
  void levelsOutOfPlaceOrRange() {
    String[] train = {"train", "--dataset", dataset, "--out", path("model.zip")};
    fails(
        2,
        "levels must be from 1 to 65536; got 0",
        with(train, "--activation", "qcfs", "--levels", "0"));
    fails(
        2,
        "--levels is for --activation qcfs alone; got --activation relu",
        with(train, "--levels", "0"));
    fails(
        2,
        "--levels is for --activation qcfs alone; got --activation tanh",
        with(train, "--activation", "tanh", "--levels", "4"));
    fails(
        2,
        "Invalid value for option '--levels'",
        with(train, "--activation", "qcfs", "--levels", "four"));
    assertFalse(Files.exists(folder.resolve("model.zip")));
  }
}
