package io.github.ann2snn.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.interop.ImportCheck;
import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.interop.torch.TorchModel.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A convolutional network whose outputs NumPy computed in double precision (make.py). */
class TorchModelTest {
  private static final String ARCHITECTURE = "8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3";

  @TempDir Path folder;
  private Path weights;
  private Path expected;

  @BeforeEach
  void copyFiles() throws IOException {
    weights = resource("cnn.npz");
    expected = resource("expected.npz");
  }

  private Path resource(String name) throws IOException {
    try (var in = TorchModelTest.class.getResourceAsStream(name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private ImportedModel read() throws BadFileException {
    return TorchModel.read(weights, Description.of(Architecture.parse(ARCHITECTURE)));
  }

  @Test
  void outputsAreThoseOfTheFramework() throws IOException {
    ImportedModel model = read();
    ImportCheck check = ImportCheck.of(model, expected);
    assertEquals(7, check.samples());
    assertTrue(check.worst() < 2e-6, check.toString());
    assertTrue(check.logits());
    assertTrue(check.agrees());
    assertEquals("torch-npz", model.format());
    assertEquals(1, model.notes().size());
    assertTrue(model.notes().get(0).contains("epsilon"), model.notes().get(0));
  }

  @Test
  void oneWrongWeightIsFound() throws IOException {
    change(arrays -> arrays.get("conv2.weight").values()[0] += 0.1f);
    assertFalse(ImportCheck.of(read(), expected).agrees());
  }

  private void change(Consumer<Map<String, NpyArray>> change) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (NpzFile file = NpzFile.open(weights)) {
      for (String name : file.shapes().keySet()) {
        arrays.put(name, file.read(name));
      }
    }
    change.accept(arrays);
    NpzFile.write(weights, arrays);
  }

  private void assertRefused(String reason) {
    String message = assertThrows(BadFileException.class, this::read).getMessage();
    assertEquals(weights + ": " + reason, message);
  }

  @Test
  void missingModulesAreNamed() throws IOException {
    change(arrays -> arrays.keySet().removeIf(name -> name.startsWith("fc.1.")));
    assertRefused(
        "has 5 modules with parameters, conv1 (bias, weight),"
            + " bn1 (bias, running_mean, running_var, weight), conv2 (bias, weight), fc.0 (weight),"
            + " fc.3 (bias, weight); the architecture has 6: c4k3p1, bn, c8k3s2g4, 5, bn, 3");
  }

  @Test
  void anotherShapeIsRefused() throws IOException {
    change(arrays -> arrays.put("fc.3.weight", new NpyArray(List.of(5, 3), new float[15])));
    assertRefused(
        "array fc.3.weight: has the shape [5, 3], but the architecture needs [3, 5]; a state_dict"
            + " has weights as [outputs, inputs] or [outputs, inputs / groups, height, width]");
  }

  @Test
  void anotherOrderIsRefused() throws IOException {
    change(
        arrays -> {
          Map<String, NpyArray> bn = new LinkedHashMap<>();
          arrays.forEach((name, array) -> bn.put(name, array));
          arrays.clear();
          bn.forEach((name, array) -> arrays.put(name.replace("bn1.", "zz."), array));
          arrays.put("zz2.weight", arrays.remove("conv1.weight"));
        });
    String message = assertThrows(BadFileException.class, this::read).getMessage();
    assertTrue(message.contains("modules with parameters"), message);
  }

  @Test
  void aNegativeVarianceIsRefused() throws IOException {
    change(arrays -> arrays.get("bn1.running_var").values()[2] = -1);
    assertRefused("module bn1: has a running variance of -1.0, which is below 0");
  }

  @Test
  void aMissingWeightIsRefused() throws IOException {
    change(arrays -> arrays.remove("conv1.weight"));
    assertRefused("module conv1: has no weight, only bias");
  }

  @Test
  void samplesThatDoNotFitAreRefused() throws IOException {
    NpzFile.write(
        expected,
        Map.of(
            "x", new NpyArray(List.of(2, 95), new float[190]),
            "y", new NpyArray(List.of(2, 3), new float[6])));
    String message =
        assertThrows(BadFileException.class, () -> ImportCheck.of(read(), expected)).getMessage();
    assertEquals(
        expected + ": array x: has the shape [2, 95]; expected 2 samples of 96 numbers each",
        message);
  }

  @Test
  void anArrayTooManyIsRefused() throws IOException {
    NpyArray one = new NpyArray(List.of(1), new float[1]);
    Map<String, NpyArray> three = new LinkedHashMap<>();
    List.of("p", "q", "r").forEach(name -> three.put(name, one));
    NpzFile.write(expected, three);
    String message =
        assertThrows(BadFileException.class, () -> ImportCheck.of(read(), expected)).getMessage();
    assertTrue(message.contains("has the arrays p, q, r; expected inputs and outputs"), message);
  }
}
