package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.ContentDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code inspect} says of a folder. */
class InspectFolderTest extends CommandLineTest {
  private static final String TOGETHER = "What says what it was made from belongs together.";

  private Path run() throws IOException {
    Path results = Files.createDirectory(folder.resolve("run"));
    for (String file : List.of("model.zip", "model.zip.provenance.json", "results.json")) {
      GoldenFiles.copy(file, results);
    }
    Files.createDirectory(results.resolve("report-csv"));
    Files.writeString(results.resolve("report-csv/accuracy.csv"), "run,t");
    return results;
  }

  private List<String> lines(Path of) {
    Outcome outcome = run("inspect", of.toString());
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome.out().lines().map(String::strip).toList();
  }

  private static String digest(String file, String place) throws IOException {
    return new JsonMapper().readTree(GoldenFiles.text(file)).at(place).asText();
  }

  @Test
  void saysWhatEachFileIsAndWhatItWasMadeFrom() throws IOException {
    Path run = run();
    GoldenFiles.copy("tuning.json", run);
    GoldenFiles.copy("stdp.h5", run);
    Files.writeString(run.resolve("notes.txt"), "mine");
    List<String> lines = lines(run);
    String network = digest("results.json", "/provenance/network/sha256").substring(0, 12);
    String absent = "a network that is not here (SHA-256 " + network + "...)";
    String tuned = "tuning: csv:quarters.csv, objective synops, accuracy drop at most 20.0 points";
    for (String line :
        List.of(
            "model.zip                  model: 16-6-4, trained on csv:quarters.csv for 6 epochs",
            "model.zip.provenance.json  model-provenance",
            "notes.txt                  unknown to ann2snn",
            "results.json               results: csv:quarters.csv, accuracy 100.00 % after 8 steps; made from model.zip and "
                + absent,
            "stdp.h5                    HDF5: A network that learned by STDP: 16 inputs, 6 neurons, 96 samples learned, 4 classes.",
            "tuning.json                "
                + tuned
                + " with 80 % confidence, budget 6; 6 trials, trial 1 chosen; made from model.zip",
            "report-csv                 folder of 1 entries",
            TOGETHER)) {
      assertTrue(lines.contains(line), line + "\nin\n" + String.join("\n", lines));
    }
    assertEquals(8, lines.size());
  }

  @Test
  void aRunThatWasNotFinishedIsToldAndLocksAreNot() throws IOException {
    Path run = run();
    Files.createFile(run.resolve(".ann2snn.lock"));
    Files.writeString(
        run.resolve("unfinished.json"),
        "{\"schema\": \"ann2snn.unfinished-run/1\", \"options\": [\"--seed=3\"]}");
    String told = String.join("\n", lines(run));
    assertTrue(told.contains("a run that was not finished (--seed=3); ann2snn run --resume"), told);
    assertFalse(told.contains(".lock"), told);
  }

  @Test
  void whatWasMadeFromAnotherFileIsAStranger() throws IOException {
    Path run = run();
    Outcome trained =
        run(
            "train",
            "--dataset=" + quarters(folder),
            "--architecture=16-6-4",
            "--epochs=1",
            "--force",
            "--out=" + run.resolve("model.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
    List<String> lines = lines(run);
    assertTrue(
        lines.contains("results.json does not belong to model.zip: it was made from another model"),
        String.join("\n", lines));
    assertFalse(lines.contains(TOGETHER));

    Outcome outcome = run("inspect", "--json", run.toString());
    JsonNode json = new JsonMapper().readTree(outcome.out());
    assertFalse(json.get("belongTogether").asBoolean());
    assertEquals(1, json.get("strangers").size());
    assertEquals("options (--config)", json.at("/files/1/kind").asText());
    JsonNode model = json.at("/files/0");
    assertEquals("model", model.get("kind").asText());
    assertEquals(ContentDigest.ofFile(run.resolve("model.zip")), model.get("sha256").asText());
    JsonNode origin = json.at("/files/4/madeFrom/0");
    assertEquals("model", origin.get("kind").asText());
    assertEquals(digest("results.json", "/provenance/model/sha256"), origin.get("sha256").asText());
    assertTrue(origin.get("file").isNull());
  }

  /** Neither of the models is there, but the documents name two. */
  @Test
  void documentsOfDifferentModelsAreStrangers() throws IOException {
    GoldenFiles.copy("results.json", folder);
    String tuning = GoldenFiles.text("tuning.json");
    String model = digest("tuning.json", "/settings/modelSha256");
    Files.writeString(folder.resolve("tuning.json"), tuning);
    assertTrue(lines(folder).contains(TOGETHER));
    Files.writeString(folder.resolve("tuning.json"), tuning.replace(model, "0".repeat(64)));
    assertTrue(
        lines(folder)
            .contains(
                "tuning.json does not belong to results.json: it was made from another model"));
  }

  @Test
  void aDamagedFileIsNamedAndTheOthersAreTold() throws IOException {
    Path run = run();
    byte[] whole = Files.readAllBytes(run.resolve("model.zip"));
    Files.write(run.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(run.resolve("cut.json"), "{\"schema\": \"ann2snn.results/1\"");
    Outcome outcome = run("inspect", run.toString());
    assertEquals(3, outcome.exitCode());
    assertEquals("ann2snn: " + run + ": 2 of 5 files cannot be used\n", outcome.err());
    assertTrue(outcome.out().contains("cut.zip                    cannot be used: "));
    assertTrue(outcome.out().contains("cut.json                   cannot be used: not a complete"));
    assertTrue(outcome.out().contains("model: 16-6-4, trained on"), outcome.out());
  }

  @Test
  void manyPicturesAreCounted() throws IOException {
    for (int i = 0; i < 13; i++) {
      Files.writeString(folder.resolve(i + ".png"), "");
    }
    Files.writeString(folder.resolve("train-images-idx3-ubyte"), "");
    assertEquals(
        List.of(
            "train-images-idx3-ubyte  samples or labels (IDX)", "13 files                 picture"),
        lines(folder));
  }

  @Test
  void modelsOfKerasAreModelsInEachOfItsFormats() throws IOException {
    Path keras = Path.of("../ann/src/test/resources/io/github/ann2snn/ann/keras/cnn.h5");
    Files.copy(keras, folder.resolve("cnn.h5"));
    assertTrue(lines(folder).get(0).startsWith("cnn.h5      model: "), lines(folder).get(0));
  }

  @Test
  void anEmptyOrUnknownFolderIsRefused() throws IOException {
    assertRefused("an empty folder; ann2snn run, tune, simulate and stdp write into folders");
    Files.createDirectory(folder.resolve("inside"));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    assertRefused("holds no file that ann2snn knows (2 files, and 1 folders, which are not");
  }

  private void assertRefused(String reason) {
    Outcome outcome = run("inspect", folder.toString());
    assertEquals(3, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("ann2snn: " + folder + ": "), outcome.err());
    assertTrue(outcome.err().contains(reason), outcome.err());
  }
}
