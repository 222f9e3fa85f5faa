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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models that the tests of the reader made, with outputs in double precision. */
class ImportKerasCommandTest extends CommandLineTest {
  private static final Path FIXTURES =
      Path.of("../ann/src/test/resources/io/github/ann2snn/ann/keras");

  private Outcome importing(String name, String... more) {
    String file = FIXTURES.resolve(name).toString();
    String[] args = {"import", "keras", file, "--out", path("model.zip")};
    return run(
        java.util.stream.Stream.of(args, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  /** Samples as Keras takes them, channels last and from 0 to a full scale, and what it gives. */
  private String check(String name, int height, int width, int channels, float fullScale)
      throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(FIXTURES.resolve("expected.json").toFile()).get(name);
    int n = expected.get("inputs").size();
    int positions = height * width;
    float[] inputs = new float[n * positions * channels];
    float[] outputs = new float[n * expected.at("/outputs/0").size()];
    for (int i = 0; i < inputs.length; i++) {
      int at = i % (positions * channels);
      int first = at % channels * positions + at / channels;
      inputs[i] =
          fullScale
              * expected.get("inputs").get(i / (positions * channels)).get(first).floatValue();
    }
    for (int i = 0; i < outputs.length; i++) {
      int classes = outputs.length / n;
      outputs[i] = expected.get("outputs").get(i / classes).get(i % classes).floatValue();
    }
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "inputs", new NpyArray(List.of(n, height, width, channels), inputs),
            "outputs", new NpyArray(List.of(n, outputs.length / n), outputs)));
    return path("check.npz");
  }

  @Test
  void imagesOfBytesAreCheckedAsKerasTakesThem() throws IOException {
    Outcome imported =
        importing("rescaled.keras", "--check", check("rescaled.keras", 6, 5, 3, 255));
    assertEquals(0, imported.exitCode(), imported.err());
    assertTrue(imported.out().startsWith("keras-3: 6x5x3-"), imported.out());
    assertTrue(
        imported.out().contains("check: check.npz: 2 samples, outputs differ by "), imported.out());
    assertTrue(imported.err().contains("its own inputs are taken to be 0 to 255 (--full-scale)"));
    JsonNode provenance =
        new ObjectMapper().readTree(folder.resolve("model.zip.provenance.json").toFile());
    assertEquals("keras-3", provenance.at("/imported/format").asText());
    assertEquals("rescaled.keras", provenance.at("/imported/file").asText());
    Outcome inspected = run("inspect", path("model.zip"));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(inspected.out().contains("\"imported\""), inspected.out());
  }

  @Test
  void anotherScaleIsFoundByTheCheck() throws IOException {
    String check = check("rescaled.keras", 6, 5, 3, 255);
    Outcome imported = importing("rescaled.keras", "--full-scale", "1", "--check", check);
    assertEquals(0, imported.exitCode(), imported.err());
    Outcome wrong =
        importing(
            "rescaled.keras", "--full-scale", "1", "--check", check("rescaled.keras", 6, 5, 3, 1));
    assertEquals(3, wrong.exitCode(), wrong.out());
    assertTrue(wrong.err().contains("the model's outputs differ by up to"), wrong.err());
  }

  @Test
  void whatIsNoKerasModelIsRefused() throws IOException {
    Outcome missing = run("import", "keras", path("none.h5"));
    assertEquals(3, missing.exitCode());
    assertTrue(missing.err().contains("none.h5: no such file"));
    Files.writeString(folder.resolve("text.h5"), "no model at all");
    Outcome text = run("import", "keras", path("text.h5"));
    assertEquals(3, text.exitCode());
    assertTrue(text.err().contains("is no model of a format that is known"), text.err());
    assertFalse(text.err().contains("\tat "), text.err());
    Outcome scale = importing("cnn.h5", "--full-scale", "-1");
    assertEquals(2, scale.exitCode());
    assertTrue(scale.err().contains("--full-scale must be a number > 0; got -1.0"), scale.err());
    assertEquals(2, run("import", "keras").exitCode());
    assertEquals(2, importing("cnn.h5", "--out", folder.toString()).exitCode());
  }
}
