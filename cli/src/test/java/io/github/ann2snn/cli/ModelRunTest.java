package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code run} with a model that is brought. */
class ModelRunTest extends BroughtModelTest {
  @Test
  void aRunTakesAModelAndTrainsNone() throws IOException {
    Outcome outcome = ofData("run", "--model", model, "--timesteps", "8", "--out", path("out"));
    assertTrue(outcome.out().contains("Verdict: "), outcome.out());
    assertTrue(outcome.err().contains("Wrote network.nir, results.json and report.html to"));
    assertFalse(Files.exists(folder.resolve("out/model.zip")));
    assertFalse(outcome.err().contains("Training"), outcome.err());
    String[] training = {"run", "--model", model, "--dataset", dataset, "--epochs", "3"};
    assertFails(2, "[--epochs] is for training, and --model " + model + " trains none", training);
    String[] brought = {"run", "--dataset", dataset, "--full-scale", "255", "--out", path("o")};
    assertFails(2, "[--full-scale] is for a model that is brought: --model FILE", brought);
    Files.writeString(folder.resolve("out/model.zip"), "another");
    String[] other = {"run", "--model", model, "--dataset", dataset, "--out", path("out")};
    assertFails(2, "holds another model, model.zip; name another folder", other);
    String[] missing = {"run", "--model", path("none.onnx"), "--out", path("out")};
    assertFails(3, "none.onnx: no such file", missing);
  }

  @Test
  void aRunWithAModelIsResumed() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.writeString(
        folder.resolve("out/unfinished.json"),
        "{\"schema\": \"ann2snn.unfinished-run/1\", \"options\": [\"--model="
            + model
            + "\", \"--dataset="
            + dataset
            + "\", \"--timesteps=8\", \"--normalization=percentile\"]}");
    Outcome resumed = run("run", "--resume", "--out", path("out"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.out().contains("T = 8,"), resumed.out());
    String wrote = "Wrote network.nir, results.json and report.html to " + path("out");
    assertTrue(resumed.err().contains(wrote), resumed.err());
    assertFalse(Files.exists(folder.resolve("out/unfinished.json")));
    String message = "out is finished; without --resume it begins anew";
    assertFails(2, message, "run", "--resume", "--out", path("out"));
  }
}
