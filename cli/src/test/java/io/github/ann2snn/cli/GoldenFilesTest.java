package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.ProfileFile;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** What version 0.1.0 wrote is readable, with the values that it had. */
class GoldenFilesTest extends CommandLineTest {
  private void copyModel() throws IOException {
    GoldenFiles.copy("model.zip", folder);
    GoldenFiles.copy("model.zip.provenance.json", folder);
    GoldenFiles.copy("quarters.csv", folder);
  }

  /** The first image; its outputs were computed from the file's weights without this program. */
  @Test
  void aModelHasItsWeightsAndProvenance() throws IOException {
    copyModel();
    Model model = ModelFile.load(folder.resolve("model.zip"));
    String[] row =
        GoldenFiles.text("quarters.csv").lines().skip(1).findFirst().orElseThrow().split(",", -1);
    float[] input = new float[16];
    for (int i = 0; i < input.length; i++) {
      input[i] = Float.parseFloat(row[i]) / 255;
    }
    float[] output =
        model.network().output(Nd4j.create(input, new long[] {1, 16}, 'c')).toFloatVector();
    assertArrayEquals(new float[] {0.282299f, 0.214275f, 0.274494f, 0.228932f}, output, 2e-6f);
    assertEquals(6, model.provenance().orElseThrow().training().orElseThrow().epochsCompleted());
  }

  @Test
  void aCheckpointIsResumed() throws IOException {
    copyModel();
    String[] command = {
      "train",
      "--resume",
      "--dataset",
      "csv:" + path("quarters.csv"),
      "--architecture",
      "16-6-4",
      "--epochs",
      "7",
      "--learning-rate",
      "0.02",
      "--seed",
      "7",
      "--out",
      path("model.zip")
    };
    Outcome trained = run(command);
    assertEquals(0, trained.exitCode(), trained.err());
    Model model = ModelFile.load(folder.resolve("model.zip"));
    assertEquals(7, model.provenance().orElseThrow().training().orElseThrow().epochsCompleted());
  }

  @Test
  void resultsHaveTheirValues() throws IOException {
    Results results = Results.DOCUMENT.read(GoldenFiles.copy("results.json", folder));
    assertEquals("csv:quarters.csv", results.dataset().name());
    assertEquals(1.0, results.snn().accuracy());
    assertEquals(8, results.snn().timesteps());
    assertEquals(12.0, results.snn().layers().get(0).spikesPerSample());
    assertEquals("cmos-45nm-fp32", results.energy().get(0).profile());
    assertEquals(0.60505, results.energy().get(0).snnNanojoules());
    Outcome page = run("report", path("results.json"), "--out", path("report.html"));
    assertEquals(0, page.exitCode(), page.err());
  }

  @Test
  void aTuningHasItsValues() throws IOException {
    TuningDocument tuning = TuningDocument.DOCUMENT.read(GoldenFiles.copy("tuning.json", folder));
    assertEquals(6, tuning.trials().size());
    assertEquals(4.5, tuning.choice().point().synapticOperations());
    assertEquals(1.0, tuning.outcome().test().point().accuracy());
  }

  @Test
  void energyProfilesHaveTheirPrices() throws IOException {
    Path file = GoldenFiles.copy("energy-profiles.json", folder);
    assertEquals("my-chip", ProfileFile.read(file).get(0).name());
  }

  @Test
  void whatWasLearnedIsKnownAndLearnedOn() throws IOException {
    GoldenFiles.copy("quarters.csv", folder);
    Path file = GoldenFiles.copy("stdp.h5", folder);
    LearningState state = LearningFile.read(file);
    assertEquals(96, state.presented());
    assertEquals(6, state.network().neurons());
    String dataset = "--dataset=csv:" + path("quarters.csv");
    Outcome evaluated = run("stdp", "evaluate", file.toString(), dataset, "--seed", "7", "--json");
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    assertEquals(1.0, new JsonMapper().readTree(evaluated.out()).at("/snn/accuracy").asDouble());
    Files.move(file, folder.resolve("network.h5"));
    Outcome resumed =
        run(
            "stdp",
            "train",
            "--resume",
            dataset,
            "--neurons=6",
            "--epochs=2",
            "--seed=7",
            "--out",
            folder.toString());
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("Learned 192 of 192 samples"), resumed.err());
  }

  @Test
  void aSimulationIsDrawnAgain() throws IOException {
    Path simulation = Files.createDirectory(folder.resolve("simulation"));
    for (String series : List.of("potentials", "rates", "spikes", "weights", "window")) {
      GoldenFiles.copy("simulation/" + series + ".csv", folder);
    }
    GoldenFiles.copy("simulation/results.json", folder);
    Outcome inspected = run("inspect", simulation.resolve("results.json").toString());
    assertEquals(0, inspected.exitCode(), inspected.err());
    Outcome page = run("report", simulation.toString(), "--out", path("report.html"));
    assertEquals(0, page.exitCode(), page.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"results", "tuning", "explanation", "energy-profiles"})
  void inspectReadsThem(String name) throws IOException {
    String file = GoldenFiles.copy(name + ".json", folder).toString();
    Outcome text = run("inspect", file);
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().lines().count() >= 2, text.out());
    Outcome json = run("inspect", "--json", file);
    assertEquals(0, json.exitCode(), json.err());
    JsonNode expected = new JsonMapper().readTree(GoldenFiles.text(name + ".json"));
    JsonNode shown = new JsonMapper().readTree(json.out());
    assertEquals(expected.get("schema"), shown.get("schema"));
  }

  /** A later version of the same schema may add keys. */
  @ParameterizedTest
  @ValueSource(strings = {"results", "tuning", "explanation", "model.zip.provenance"})
  void unknownKeysAreIgnored(String name) throws IOException {
    copyModel();
    ObjectNode document = (ObjectNode) new JsonMapper().readTree(GoldenFiles.text(name + ".json"));
    document.putObject("later").put("key", 1);
    for (JsonNode part : document) {
      if (part instanceof ObjectNode object) {
        object.put("alsoLater", true);
      }
    }
    Path file = Files.writeString(folder.resolve(name + ".json"), document.toString());
    Outcome shown = run("inspect", name.startsWith("model") ? path("model.zip") : file.toString());
    assertEquals(0, shown.exitCode(), shown.err());
  }
}
