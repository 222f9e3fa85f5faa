package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The steps of the pipeline, one command each. */
class StepsTest extends QuartersTest {
  @Test
  void theStepsOneByOneGiveTheSameAsRun() throws IOException {
    runAll("out", "--seed", "7");
    Outcome trained =
        run(
            "train",
            "--dataset",
            dataset,
            "--architecture",
            "16-20-12-4",
            "--epochs",
            "4",
            "--learning-rate",
            "0.01",
            "--seed",
            "7",
            "--out",
            path("steps/model.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
    Outcome converted =
        run(
            "convert",
            path("steps/model.zip"),
            "--dataset",
            dataset,
            "--seed",
            "7",
            "--timesteps",
            "16",
            "--out",
            path("steps/network.nir"));
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(converted.out().contains("dense_0"), converted.out());
    Outcome compared =
        run(
            "compare",
            path("steps/model.zip"),
            path("steps/network.nir"),
            "--dataset",
            dataset,
            "--seed",
            "7",
            "--out",
            path("steps/results.json"),
            "--json");
    assertEquals(0, compared.exitCode(), compared.err());
    assertEquals(json("out/results.json"), json("steps/results.json"));
    assertEquals(json("out/results.json"), new JsonMapper().readTree(compared.out()));

    Outcome evaluated =
        run("evaluate", path("steps/network.nir"), "--dataset", dataset, "--seed", "7", "--json");
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    ObjectNode alone = (ObjectNode) new JsonMapper().readTree(evaluated.out());
    assertFalse(alone.has("ann"));
    assertFalse(alone.has("comparison"));
    assertEquals(json("out/results.json").get("snn"), alone.get("snn"));
  }

  @Test
  void integersAreReportedAsSuch() throws IOException {
    runAll("out", "--weight-bits", "8");
    JsonNode snn = json("out/results.json").get("snn");
    assertEquals("int8", snn.get("arithmetic").asText());
    // 16 x 20 + 20 x 12 + 12 x 4 weights of a byte, three numbers of two for each of 36 neurons
    assertEquals(608 + 3 * 2 * 36, snn.get("footprintBytes").asInt());
    assertTrue(snn.get("accuracy").asDouble() > 0.9, snn.toString());
  }

  @Test
  void optionsOverrideWhatTheFileSays() throws IOException {
    runAll("out");
    Outcome outcome =
        run(
            "evaluate",
            path("out/network.nir"),
            "--dataset",
            dataset,
            "--timesteps",
            "5",
            "--coding",
            "poisson",
            "--readout",
            "spikes",
            "--reset",
            "zero",
            "--fire-at",
            "gt",
            "--initial-potential",
            "0.25",
            "--json");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode snn = new JsonMapper().readTree(outcome.out()).get("snn");
    assertEquals(5, snn.get("timesteps").asInt());
    assertEquals("poisson", snn.get("coding").asText());
    assertEquals("spikes", snn.get("readout").asText());
    assertEquals("zero", snn.get("reset").asText());
    assertEquals(0.25, snn.get("initialPotential").asDouble());
    assertEquals(0, snn.at("/layers/0/macsPerSample").asDouble());
    assertTrue(snn.at("/layers/0/synapticOperationsPerSample").asDouble() > 0);
  }

  @Test
  void inspectShowsModelsNetworksAndResults() {
    Outcome all = runAll("out");
    Outcome model = run("inspect", path("out/model.zip"));
    assertEquals(0, model.exitCode(), model.err());
    assertTrue(model.out().contains("dense_0  Dense "), model.out());
    assertTrue(model.out().contains("\"epochsCompleted\" : 4"), model.out());
    Outcome network = run("inspect", path("out/network.nir"));
    assertEquals(0, network.exitCode(), network.err());
    assertTrue(
        network.out().contains("meant to run 16 steps with current coding and membrane readout"),
        network.out());
    assertTrue(network.out().contains("normalization: percentile"), network.out());
    assertEquals(all.out(), run("inspect", path("out/results.json")).out());
  }

  @Test
  void inspectTellsWhatThisRunsOn() throws IOException {
    Outcome text = run("inspect", "--runtime");
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().startsWith("kernel               simd-"), text.out());
    Outcome json = run("inspect", "--runtime", "--json");
    assertTrue(new JsonMapper().readTree(json.out()).get("processors").asInt() > 0);
    assertEquals(2, run("inspect").exitCode());
    assertEquals(2, run("inspect", path("model.zip"), "--runtime").exitCode());
  }

  @Test
  void trainingResumesToTheSameBytes() throws IOException {
    String[] common = {
      "train", "--dataset", dataset, "--architecture", "16-8-4", "--validation-split", "0.1"
    };
    assertEquals(0, run(with(common, "--epochs", "3", "--out", path("whole.zip"))).exitCode());
    assertEquals(0, run(with(common, "--epochs", "1", "--out", path("parts.zip"))).exitCode());
    Outcome resumed = run(with(common, "--epochs", "3", "--out", path("parts.zip"), "--resume"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("Epoch 2/3: "), resumed.err());
    assertFalse(resumed.err().contains("Epoch 1/3: "), resumed.err());
    assertTrue(resumed.err().contains("validation "), resumed.err());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.zip")),
        Files.readAllBytes(folder.resolve("parts.zip")));
  }
}
