package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A layer that adds up the pixels of each quarter of 4 x 4, and one that passes that on. */
class ImportTorchCommandTest extends CommandLineTest {
  private String weights;
  private String check;
  private String out;

  @BeforeEach
  void writeFiles() throws IOException {
    weights = path("weights.npz");
    check = path("check.npz");
    out = path("model.zip");
    float[] quarters = new float[64];
    for (int pixel = 0; pixel < 16; pixel++) {
      quarters[(pixel / 8 * 2 + pixel % 4 / 2) * 16 + pixel] = 1;
    }
    float[] same = new float[16];
    for (int i = 0; i < 4; i++) {
      same[5 * i] = 2;
    }
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(4, 16), quarters));
    state.put("fc1.bias", new NpyArray(List.of(4), new float[] {-1, -1, -1, -1}));
    state.put("fc2.weight", new NpyArray(List.of(4, 4), same));
    NpzFile.write(folder.resolve("weights.npz"), state);
    writeCheck(3);
  }

  /**
   * One sample whose upper left quarter is 1.
   *
   * @param first the first output, which is truly 2 (4 - 1) = 6
   */
  private void writeCheck(float first) throws IOException {
    float[] pixels = new float[16];
    for (int pixel : new int[] {0, 1, 4, 5}) {
      pixels[pixel] = 1;
    }
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "x", new NpyArray(List.of(1, 4, 4), pixels),
            "y", new NpyArray(List.of(1, 4), new float[] {2 * first, 0, 0, 0})));
  }

  private Outcome importing(String... more) {
    String[] args = {"import", "torch-npz", weights, "--architecture", "16-4-4", "--out", out};
    return run(
        java.util.stream.Stream.of(args, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void importsConvertsAndEvaluates() throws IOException {
    Outcome imported = importing("--check", check);
    assertEquals(0, imported.exitCode(), imported.err());
    assertEquals(
        "torch-npz: 16-4-4, 88 parameters%ncheck: check.npz: 1 samples, outputs differ by 0.0e+00 at most%n"
            .formatted(),
        imported.out());
    assertEquals("Wrote %s and %s.provenance.json%n".formatted(out, out), imported.err());
    JsonNode provenance =
        new ObjectMapper().readTree(folder.resolve("model.zip.provenance.json").toFile());
    assertEquals("torch-npz", provenance.at("/imported/format").asText());
    assertEquals("weights.npz", provenance.at("/imported/file").asText());
    assertEquals(64, provenance.at("/imported/sha256").asText().length());

    String dataset = quarters(folder.resolve("quarters"));
    String network = path("network.nir");
    Outcome converted = run("convert", out, "--dataset", dataset, "--out", network);
    assertEquals(0, converted.exitCode(), converted.err());
    Outcome compared = run("compare", out, network, "--dataset", dataset, "--json");
    assertEquals(0, compared.exitCode(), compared.err());
    JsonNode results = new ObjectMapper().readTree(compared.out());
    assertTrue(results.at("/ann/accuracy").asDouble() > 0.95, compared.out());
    assertEquals("torch-npz", results.at("/provenance/model/training/imported/format").asText());
  }

  @Test
  void safetensorsAreImportedLikewise() {
    Path fixtures = Path.of("../ann/src/test/resources/io/github/ann2snn/ann/torch");
    String[] args = {
      "import",
      "torch-npz",
      fixtures.resolve("cnn.safetensors").toString(),
      "--architecture",
      "8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3",
      "--check",
      fixtures.resolve("expected.npz").toString(),
      "--out",
      out
    };
    Outcome imported = run(args);
    assertEquals(0, imported.exitCode(), imported.err());
    assertTrue(
        imported.out().startsWith("safetensors: 8x6x2-c4k3p1-c8k3s2g4-a2x1-5-3"), imported.out());
    args[1] = "onnx";
    assertFails(3, "cnn.safetensors: is a model in the format safetensors, not onnx", args);
  }

  @Test
  void jsonHasProvenanceAndCheck() throws IOException {
    Outcome imported = importing("--check", check, "--json");
    assertEquals(0, imported.exitCode(), imported.err());
    JsonNode root = new ObjectMapper().readTree(imported.out());
    assertEquals("16-4-4", root.get("architecture").asText());
    assertEquals(0, root.at("/check/worstDifference").asDouble());
    assertEquals(1, root.at("/check/samples").asInt());
  }

  @Test
  void aModelThatDisagreesIsNotWritten() throws IOException {
    writeCheck(3.001f);
    Outcome imported = importing("--check", check);
    assertEquals(3, imported.exitCode());
    assertEquals("", imported.out());
    assertTrue(
        imported
            .err()
            .startsWith(
                "ann2snn: %s: the model's outputs differ by up to 0.00200 on 1 samples, more than 6e-04"
                    .formatted(check)),
        imported.err());
    assertFalse(Files.exists(folder.resolve("model.zip")));
  }

  /** Pixels of 255 are no inputs from 0 to 1; the outputs agree all the same. */
  @Test
  void inputsOfAnotherScaleAreTold() throws IOException {
    float[] pixels = new float[16];
    pixels[0] = 255;
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "x", new NpyArray(List.of(1, 16), pixels),
            "y", new NpyArray(List.of(1, 4), new float[] {508, 0, 0, 0})));
    Outcome imported = importing("--check", check);
    assertEquals(0, imported.exitCode(), imported.err());
    String notice =
        "Notice: the check's inputs go from 0 to 255, but a data set's pixels become 0 to 1 before the model takes them; if it was trained on others, say so with --full-scale, such as --full-scale 255 for bytes.%n";
    assertTrue(imported.err().startsWith(notice.formatted()), imported.err());
    Outcome scaled = importing("--check", check, "--full-scale", "255");
    assertEquals(0, scaled.exitCode(), scaled.err());
    assertEquals(
        "%s: its own inputs are taken to be 0 to 255 (--full-scale)%nWrote %s and %s.provenance.json%n"
            .formatted(weights, out, out),
        scaled.err());
  }

  /** Its outputs do not depend on the quarters, so it always says the same class. */
  @Test
  void aModelThatGuessesIsToldWhenItIsConverted() throws IOException {
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(4, 16), filled(64, 1)));
    state.put("fc2.weight", new NpyArray(List.of(4, 4), filled(16, 1)));
    NpzFile.write(folder.resolve("weights.npz"), state);
    Outcome imported = importing();
    assertEquals(0, imported.exitCode(), imported.err());
    String dataset = quarters(folder.resolve("quarters"));
    Outcome converted = run("convert", out, "--dataset", dataset, "--out", path("network.nir"));
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(converted.err().contains("no more than guessing gives"), converted.err());
    assertTrue(converted.err().contains("--full-scale (255 for bytes)"), converted.err());
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    java.util.Arrays.fill(values, value);
    return values;
  }

  @Test
  void aFailedCheckNamesWhatWasAssumed() throws IOException {
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(1, 16), filled(16, 1)));
    for (String name : List.of("weight", "running_var")) {
      state.put("bn." + name, new NpyArray(List.of(1), new float[] {1}));
    }
    state.put("bn.running_mean", new NpyArray(List.of(1), new float[1]));
    state.put("fc2.weight", new NpyArray(List.of(4, 1), new float[] {1, 0, 0, 0}));
    NpzFile.write(folder.resolve("weights.npz"), state);
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "x", new NpyArray(List.of(1, 16), filled(16, 1)),
            "y", new NpyArray(List.of(1, 4), new float[] {8, 0, 0, 0})));
    String[] args = {
      "import", "torch-npz", weights, "--architecture", "16-1-bn-4", "--check", check, "--out", out
    };
    Outcome refused = run(args);
    assertEquals(3, refused.exitCode());
    assertTrue(
        refused
            .err()
            .contains(
                "Assumed: batch normalisation's epsilon is 1e-5, PyTorch's default (--bn-epsilon says otherwise); inputs are 0 to 1 (--full-scale says otherwise)"),
        refused.err());
    assertFalse(Files.exists(folder.resolve("model.zip")));
    // 16 / sqrt(1 + 3) is 8, but 3 is no epsilon
    Outcome usage =
        run(
            java.util.stream.Stream.concat(
                    java.util.Arrays.stream(args), java.util.stream.Stream.of("--bn-epsilon", "3"))
                .toArray(String[]::new));
    assertEquals(2, usage.exitCode());
    assertTrue(usage.err().contains("--bn-epsilon must be between 0 and 1; got 3.0"), usage.err());
  }

  @Test
  void anotherArchitectureIsRefused() {
    Outcome imported =
        run("import", "torch-npz", weights, "--architecture", "16-5-4", "--out", out);
    assertEquals(3, imported.exitCode());
    assertEquals(
        "ann2snn: %s: array fc1.weight: has the shape [4, 16], but the architecture needs [5, 16]; a state_dict has weights as [outputs, inputs] or [outputs, inputs / groups, height, width]%n"
            .formatted(weights),
        imported.err());
  }

  @Test
  void wrongCommandLinesAreRefused() {
    assertEquals(2, run("import").exitCode());
    assertTrue(run("import").err().contains("name a format: keras, onnx or torch-npz"));
    Outcome missing = run("import", "torch-npz", weights);
    assertEquals(3, missing.exitCode());
    assertTrue(missing.err().contains("holds weights without their architecture"), missing.err());
    Outcome wrong = run("import", "torch-npz", weights, "--architecture", "alexnet");
    assertEquals(2, wrong.exitCode(), wrong.err());
    Outcome none = run("import", "torch-npz", path("none.npz"), "--architecture", "16-4-4");
    assertEquals(3, none.exitCode());
    assertTrue(none.err().contains("none.npz: no such file"), none.err());
  }

  @Test
  void importedModelsCannotBeResumed() {
    assertEquals(0, importing().exitCode());
    String dataset = quarters(folder.resolve("quarters"));
    Outcome resumed =
        run(
            "train",
            "--dataset",
            dataset,
            "--architecture",
            "16-4-4",
            "--epochs",
            "1",
            "--out",
            out,
            "--resume");
    assertEquals(3, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("cannot resume"), resumed.err());
  }
}
