package io.github.ann2snn.ann.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.ann.torch.TorchModel.Description;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

  private AnnModel read() throws BadFileException {
    return TorchModel.read(weights, Description.of(Architecture.parse(ARCHITECTURE)));
  }

  @Test
  void outputsAreThoseOfTheFramework() throws IOException {
    AnnModel model = read();
    ModelCheck check = ModelCheck.of(model, expected);
    assertEquals(7, check.samples());
    assertTrue(check.worst() < 2e-6, check.toString());
    assertTrue(check.logits());
    assertTrue(check.agrees());
    assertEquals("torch-npz", model.format());
    assertEquals(1, model.notes().size());
    assertTrue(model.notes().get(0).contains("epsilon"), model.notes().get(0));
  }

  /** There modules are sorted by name: bn1, conv1, conv2, fc.0, fc.1, fc.3. */
  @Test
  void safetensorsGiveTheSameNetwork() throws IOException {
    AnnModel npz = read();
    weights = resource("cnn.safetensors");
    AnnModel model = read();
    assertEquals("safetensors", model.format());
    assertEquals(npz.graph(), model.graph());
    assertTrue(ModelCheck.of(model, expected).agrees());
    assertEquals(npz.notes(), model.notes());
  }

  /** They come into messages, notes and tables. */
  @Test
  void namesThatSteerATerminal() throws IOException {
    String escape = "\\u001b[2J";
    Map<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put(escape + "1.bias", new float[2]);
    tensors.put(escape + "1.weight", new float[4]);
    tensors.put(escape + "2.bias", new float[2]);
    tensors.put(escape + "2.weight", new float[4]);
    weights = SafetensorsBytes.write(folder.resolve("m.safetensors"), tensors);
    AnnModel model = TorchModel.read(weights, Description.of(Architecture.parse("2-2-2")));
    assertEquals("?[2J1", model.graph().nodes().get(1).name());
    assertTrue(model.notes().get(0).endsWith("?[2J1, ?[2J2"), model.notes().toString());
    assertRefusedPlainly("2-2");
    assertRefusedPlainly("3-2-2");
    tensors.put("2.other" + escape, new float[1]);
    tensors.put("2.weight", tensors.remove(escape + "2.weight"));
    tensors.put("2.bias", new float[2]);
    tensors.remove(escape + "2.bias");
    weights = SafetensorsBytes.write(folder.resolve("m.safetensors"), tensors);
    assertRefusedPlainly("2-2-2");
  }

  private void assertRefusedPlainly(String architecture) {
    Description said = Description.of(Architecture.parse(architecture));
    String message =
        assertThrows(BadFileException.class, () -> TorchModel.read(weights, said)).getMessage();
    assertTrue(message.contains("?[2J") && message.indexOf('\33') < 0, message);
  }

  /** Only what cannot be told by shapes is told by names, and that is said. */
  @Test
  void safetensorsOfEqualShapesAreTakenByTheirNames() throws IOException {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("net.10.bias", new float[] {10, 10});
    tensors.put("net.10.weight", new float[4]);
    tensors.put("net.2.bias", new float[] {2, 2});
    tensors.put("net.2.weight", new float[4]);
    tensors.put("net.12.bias", new float[1]);
    tensors.put("net.12.weight", new float[2]);
    weights = SafetensorsBytes.write(folder.resolve("m.safetensors"), tensors);
    AnnModel model = TorchModel.read(weights, Description.of(Architecture.parse("2-2-2-1")));
    assertEquals(
        List.of("net.2", "net.10", "net.12"),
        model.graph().nodes().stream()
            .filter(node -> node.operation() instanceof Dense)
            .map(AnnGraph.Node::name)
            .toList());
    assertTrue(model.notes().get(0).endsWith("net.2, net.10, net.12"), model.notes().toString());
    assertTrue(model.assumptions().get(0).contains("net.2, net.10, net.12"));
    assertTrue(model.notes().contains(AnnModel.ONE_OUTPUT));
    assertEquals(2, model.graph().logits().output().shape().values());
    String message =
        assertThrows(
                BadFileException.class,
                () -> TorchModel.read(weights, Description.of(Architecture.parse("2-2-3-1"))))
            .getMessage();
    assertEquals(
        weights
            + ": none of its modules net.10 (bias, weight), net.12 (bias, weight) has the shape"
            + " [3, 2], which 3 of the architecture needs",
        message);
  }

  /** Spikingjelly #153: with PyTorch's own default the outputs differ. */
  @Test
  void takesTheEpsilonThatIsSaid() throws IOException {
    weights = resource("torch_bn_eps_1e-3.npz");
    expected = resource("torch_bn_eps_1e-3_expected.npz");
    Architecture layers = Architecture.parse("28x28x1-c8k3-bn-a2-c8k3-bn-a2-c8k3-bn-a2-10");
    for (OptionalDouble epsilon : List.of(OptionalDouble.of(1e-3), OptionalDouble.empty())) {
      Description description = new Description(layers, epsilon, Optional.empty());
      AnnModel model = TorchModel.read(weights, description);
      assertEquals(
          epsilon.isEmpty(), model.assumptions().toString().contains("--bn-epsilon"), "" + epsilon);
      assertEquals(epsilon.isPresent(), ModelCheck.of(model, expected).agrees(), "" + epsilon);
    }
  }

  @Test
  void otherParametersAreRefused() throws IOException {
    change(arrays -> arrays.put("fc.3.alpha", new NpyArray(List.of(1), new float[1])));
    assertRefused(
        "module fc.3: has alpha, which no Linear, Conv2d or BatchNorm has; replace it, or export"
            + " the model with torch.onnx.export");
  }

  @Test
  void oneWrongWeightIsFound() throws IOException {
    change(arrays -> arrays.get("conv2.weight").values()[0] += 0.1f);
    assertFalse(ModelCheck.of(read(), expected).agrees());
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
        assertThrows(BadFileException.class, () -> ModelCheck.of(read(), expected)).getMessage();
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
        assertThrows(BadFileException.class, () -> ModelCheck.of(read(), expected)).getMessage();
    assertTrue(message.contains("has the arrays p, q, r; expected inputs and outputs"), message);
  }
}
