package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Quantised training that begins with a trained model. */
class TrainFromTest extends QuartersTest {
  private String[] from(String out, String... more) {
    String[] options = {
      "train",
      "--from",
      path("relu.zip"),
      "--dataset",
      dataset,
      "--activation=qcfs",
      "--levels=4",
      "--learning-rate=0.01",
      "--out",
      path(out)
    };
    return with(options, more);
  }

  private void relu() {
    Outcome trained = run(training("train", "relu.zip", "--epochs=4", "--learning-rate=0.01"));
    assertEquals(0, trained.exitCode(), trained.err());
  }

  @Test
  void takesLayersAndWeightsAndResumesWithoutTheModel() throws IOException {
    relu();
    Outcome whole = run(from("whole.zip", "--epochs=2"));
    assertEquals(0, whole.exitCode(), whole.err());
    assertTrue(
        whole.err().contains("Training begins with the weights of " + path("relu.zip") + "."),
        whole.err());
    JsonNode kept = json("whole.zip.provenance.json");
    assertEquals("16-8-4", kept.at("/training/architecture").asText());
    assertEquals(
        json("relu.zip.provenance.json").at("/model/sha256"), kept.at("/training/startSha256"));

    assertEquals(0, run(from("parts.zip", "--epochs=1")).exitCode());
    Files.delete(folder.resolve("relu.zip"));
    Outcome resumed = run("train", "--resume", "--epochs=2", "--out", path("parts.zip"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertArrayEquals(bytes("whole.zip"), bytes("parts.zip"));
  }

  @Test
  void aRunTrainsAndConvertsFromIt() throws IOException {
    relu();
    Outcome outcome =
        run(
            "run",
            "--from",
            path("relu.zip"),
            "-d",
            dataset,
            "--activation=qcfs",
            "--levels=4",
            "--epochs=2",
            "--normalization=qcfs",
            "--timesteps=4",
            "--out",
            path("out"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(json("out/results.json").at("/ann/accuracy").asDouble() > 0.9);
  }

  @Test
  void aSingleOutputNeedsAnotherLoss() {
    assertFails(
        2,
        "loss must be mse for a single output, whose softmax is always 1; got mcxent for 2-3-1",
        "train",
        "--dataset=worked",
        "--from=worked",
        "--out",
        path("x.zip"));
  }

  @Test
  void aModelOfOtherSizes() throws IOException {
    relu();
    assertFails(
        3,
        path("relu.zip")
            + ": its layers are 16-8-4, but 16-9-4 were asked for; leave --architecture"
            + " out to take its own, or train without --from",
        from("x.zip", "--architecture=16-9-4"));
    Path csv = folder.resolve("points.csv");
    Files.writeString(csv, "x,y,label\n" + "0.1,0.2,0\n0.9,0.8,1\n".repeat(10));
    assertFails(
        3,
        path("relu.zip") + " takes 16 inputs and tells 4 classes, but csv:" + csv + " has 2 inputs",
        "train",
        "--from",
        path("relu.zip"),
        "--dataset=csv:" + csv,
        "--out",
        path("x.zip"));
    assertFalse(Files.exists(folder.resolve("x.zip")));
  }

  @Test
  void noModelOrTheOutput() throws IOException {
    assertFails(3, path("relu.zip") + ": no such file", from("x.zip"));
    relu();
    byte[] before = bytes("relu.zip");
    assertFails(2, "--out: ", from("relu.zip", "--force"));
    assertArrayEquals(before, bytes("relu.zip"));
    Files.writeString(folder.resolve("relu.zip"), "hello");
    assertFails(3, "relu.zip", from("x.zip"));
    assertFalse(Files.exists(folder.resolve("x.zip")));
  }
}
