package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear message, the documented exit code, and nothing half-written. */
class BadInputTest extends TrainedNetworkTest {
  private String copyOf(String file, int length) throws IOException {
    Path copy = folder.resolve("copy" + file.substring(file.lastIndexOf('.')));
    Files.write(copy, Arrays.copyOf(Files.readAllBytes(Path.of(file)), length));
    return copy.toString();
  }

  @Test
  void missingFiles() {
    String missing = path("missing");
    assertFails(3, "missing: no such file", "convert", missing, "--dataset", dataset);
    assertFails(3, "missing", "evaluate", missing, "--dataset", dataset);
    assertFails(3, "missing: no such file", "inspect", missing);
    assertFails(3, "missing", "evaluate", network, "--dataset", "idx:" + missing);
    assertFails(3, "missing", "evaluate", network, "--dataset", "csv:" + missing);
    assertFails(3, "missing", "evaluate", network, "--dataset", "images:" + missing);
  }

  @Test
  void weightsOfOtherSizes() {
    String message = "--weight-bits is 7, expected 8, 16 or 32";
    assertFails(2, message, "convert", model, "--dataset", dataset, "--weight-bits", "7");
    assertFails(2, message, "run", "--dataset", dataset, "--weight-bits", "7");
  }

  @Test
  void truncatedFiles() throws IOException {
    assertFails(3, "copy.zip: ", "convert", copyOf(model, 900), "--dataset", dataset);
    assertFails(3, "copy.nir: ", "evaluate", copyOf(network, 900), "--dataset", dataset);
    String results = shared.resolve("out/results.json").toString();
    assertFails(3, "copy.json: not a complete results file", "inspect", copyOf(results, 900));
    assertFails(3, "copy.zip: ", "inspect", copyOf(model, 900));
    assertFails(3, "copy.nir: ", "inspect", copyOf(network, 900));
  }

  @Test
  void filesOfAnotherKind() throws IOException {
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    assertFails(3, "text.zip", "convert", text.toString(), "--dataset", dataset);
    assertFails(3, "text.zip", "evaluate", text.toString(), "--dataset", dataset);
    assertFails(
        3,
        "is no model of a format that is known; those that are read are ONNX",
        "inspect",
        text.toString());
    Path old = Files.writeString(folder.resolve("old.json"), "{\"schema\": \"other/9\"}");
    assertFails(
        3,
        "its schema is other/9, this program reads ann2snn.results/1",
        "inspect",
        old.toString());
  }

  @Test
  void aModelOrNetworkForOtherSamples() throws IOException {
    Path csv = folder.resolve("points.csv");
    Files.writeString(
        csv, "x,y,label\n" + "0.1,0.2,0\n0.9,0.8,1\n0.2,0.1,0\n0.7,0.9,1\n".repeat(5));
    String message =
        "takes 16 inputs and tells 4 classes, but csv:" + csv + " has 2 inputs and 2 classes";
    String points = "csv:" + csv;
    assertFails(3, message, "convert", model, "--dataset", points, "--out", path("x.nir"));
    assertFails(3, message, "evaluate", network, "--dataset", points);
    assertFails(3, message, "compare", model, network, "--dataset", points);
    assertFails(
        2,
        "must begin with 2 inputs and end with 2 classes; got 3-4-2",
        "train",
        "--dataset",
        points,
        "--architecture",
        "3-4-2",
        "--out",
        path("x.zip"));
    assertFalse(Files.exists(folder.resolve("x.nir")));
    assertFalse(Files.exists(folder.resolve("x.zip")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "sigmoid"})
  void aModelWithoutReluIsRefusedAndNothingWritten(String activation) throws IOException {
    Path out = folder.resolve("old.nir");
    Files.writeString(out, "older");
    Outcome trained =
        run(
            "train",
            "--dataset",
            dataset,
            "--architecture",
            "16-8-4",
            "--epochs",
            "1",
            "--activation",
            activation,
            "--loss",
            "mse",
            "--out",
            path("model.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
    assertFails(
        3,
        " has the activation " + activation.substring(0, 1).toUpperCase(Locale.ROOT),
        "convert",
        path("model.zip"),
        "--dataset",
        dataset,
        "--out",
        out.toString());
    assertEquals("older", Files.readString(out));
  }

  @Test
  void outputThatCannotBeWrittenIsFoundBeforeAnythingIsComputed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    assertFails(
        2,
        "--out: cannot write into " + file,
        "run",
        "--dataset",
        dataset,
        "--out",
        file.toString());
    assertFails(
        2,
        "--out: cannot write " + file,
        "train",
        "--dataset",
        dataset,
        "--out",
        file.resolve("model.zip").toString());
    assertFails(
        2,
        "is a folder; name a file",
        "convert",
        model,
        "--dataset",
        dataset,
        "--out",
        folder.toString());
    assertEquals("content", Files.readString(file));
  }

  @Test
  void percentilesForAnotherNumberOfLayers() {
    String message =
        "3 percentiles are given, but the model has 2 layers with weights; give one percentile for all, or one for each";
    String percentiles = "--percentile=99,98.5,97";
    String out = path("x.nir");
    assertFails(2, message, "convert", model, "--dataset", dataset, percentiles, "--out", out);
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void settingsOutOfRangeOfAReadNetwork() {
    assertFails(
        2,
        "timesteps is 0, expected 1 to 65536",
        "evaluate",
        network,
        "--dataset",
        dataset,
        "--timesteps",
        "0");
    assertFails(
        2,
        "Invalid value for option '--fire-at'",
        "evaluate",
        network,
        "--dataset",
        dataset,
        "--fire-at",
        "lt");
    assertFails(
        2,
        "initial potential[0] is NaN",
        "evaluate",
        network,
        "--dataset",
        dataset,
        "--initial-potential",
        "NaN");
  }

  @Test
  void aDamagedDatasetLeavesNothingBehind() throws IOException {
    Path images = folder.resolve("bad");
    quarters(images);
    Path file = images.resolve("train-images-idx3-ubyte");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2000));
    assertFails(
        3, "train-images-idx3-ubyte", "run", "--dataset", "idx:" + images, "--out", path("out"));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void resumeOfSomethingElse() throws IOException {
    byte[] before = Files.readAllBytes(Path.of(model));
    assertFails(
        3,
        "architecture",
        "train",
        "--dataset",
        dataset,
        "--architecture",
        "16-9-4",
        "--epochs",
        "2",
        "--out",
        model,
        "--resume");
    assertArrayEquals(before, Files.readAllBytes(Path.of(model)));
  }

  @Test
  void mnistThatIsNowhere() {
    assertFails(3, "mnist: not found", "evaluate", network, "--dataset", "mnist", "--offline");
    Outcome verified = run("datasets", "verify", "mnist");
    assertEquals(3, verified.exitCode());
    assertTrue(verified.out().startsWith("missing  "), verified.out());
    assertTrue(
        verified.err().contains("mnist is not complete here; ann2snn datasets fetch mnist"),
        verified.err());
  }

  @Test
  void verboseShowsWhereAFailureComesFrom() {
    Outcome outcome = run("inspect", path("missing"), "--verbose");
    assertEquals(3, outcome.exitCode());
    assertTrue(outcome.err().contains("\tat io.github.ann2snn.cli."), outcome.err());
  }
}
