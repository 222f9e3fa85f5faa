package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Command lines on a model of another framework, of quarters of an image. */
abstract class BroughtModelTest extends CommandLineTest {
  String dataset;
  String model;
  String network;

  @BeforeEach
  void writeModel() throws IOException {
    dataset = quarters(folder.resolve("quarters"));
    model = path("quarters.onnx");
    network = path("network.nir");
    QuartersOnnx.chain(folder.resolve("quarters.onnx"), 1);
  }

  Outcome ofData(String... args) {
    Outcome outcome =
        run(
            Stream.concat(Arrays.stream(args), Stream.of("--dataset", dataset))
                .toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  static JsonNode json(Outcome outcome) throws IOException {
    return new JsonMapper().readTree(outcome.out());
  }

  /** One sample whose upper left quarter is full. */
  String check(float full, float first) throws IOException {
    float[] pixels = new float[16];
    for (int pixel : new int[] {0, 1, 4, 5}) {
      pixels[pixel] = full;
    }
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "inputs", new NpyArray(List.of(1, 16), pixels),
            "outputs", new NpyArray(List.of(1, 4), new float[] {first, 0, 0, 0})));
    return path("check.npz");
  }
}
