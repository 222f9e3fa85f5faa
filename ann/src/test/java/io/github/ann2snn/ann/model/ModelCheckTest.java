package io.github.ann2snn.ann.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model gives against what its framework gave, and what becomes of pixels. */
class ModelCheckTest {
  @TempDir Path folder;

  /**
   * Two channels of one value each; the outputs are (a, b - 3) with a, b in order, in a Softmax.
   */
  private static AnnGraph graph(Optional<Ending.Kind> ending, int outputs) {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("x", Input.of(Shape.of(2, 1, 1)));
    last = builder.add("flat", new Reshape(Shape.of(2)), last);
    float[] weight = outputs == 2 ? new float[] {1, 0, 0, 1} : new float[] {-1, 1};
    float[] bias = outputs == 2 ? new float[] {0, -3} : new float[] {-3};
    last = builder.add("fc", new Dense(outputs, weight, bias), last);
    if (ending.isPresent()) {
      builder.add("end", new Ending(ending.get()), last);
    }
    return builder.build();
  }

  private static AnnModel model(Optional<Ending.Kind> ending, int outputs) {
    return new AnnModel(graph(ending, outputs), "onnx", false, 1, List.of(), List.of());
  }

  private ModelCheck check(AnnModel model, List<Integer> shape, float... outputs)
      throws IOException {
    Path file = folder.resolve("check.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", new NpyArray(List.of(2, 2), new float[] {1, 4, 0.5f, 2}));
    arrays.put("y", new NpyArray(shape, outputs));
    NpzFile.write(file, arrays);
    return ModelCheck.of(model, file);
  }

  private static float sigmoid(double z) {
    return (float) (1 / (1 + Math.exp(-z)));
  }

  @Test
  void logitsAndProbabilitiesAgree() throws IOException {
    float p = sigmoid(0);
    float q = sigmoid(-1.5);
    for (Optional<Ending.Kind> ending :
        List.of(Optional.<Ending.Kind>empty(), Optional.of(Ending.Kind.SOFTMAX))) {
      AnnModel model = model(ending, 2);
      ModelCheck logits = check(model, List.of(2, 2), 1, 1, 0.5f, -1);
      assertEquals(new ModelCheck(2, 0, 1, true, 0.5f, 4), logits);
      ModelCheck probabilities = check(model, List.of(2, 2), 1 - p, p, 1 - q, q);
      assertTrue(probabilities.agrees(), probabilities.toString());
      assertFalse(probabilities.logits());
      assertTrue(check(model, List.of(2, 1), p, q).agrees());
      assertTrue(check(model, List.of(2), 0, -1.5f).logits());
    }
    for (Optional<Ending.Kind> ending :
        List.of(Optional.<Ending.Kind>empty(), Optional.of(Ending.Kind.SIGMOID))) {
      assertFalse(check(model(ending, 1), List.of(2, 1), p, q).logits());
      assertTrue(check(model(ending, 1), List.of(2, 1), 0, -1.5f).logits());
      assertFalse(check(model(ending, 1), List.of(2, 1), 1 - p, 1 - q).agrees());
    }
  }

  @Test
  void toleranceGrowsWithTheOutputs() {
    assertTrue(new ModelCheck(1, 0.9e-4, 0.1, true, 0, 1).agrees());
    assertFalse(new ModelCheck(1, 1.1e-4, 0.1, true, 0, 1).agrees());
    assertTrue(new ModelCheck(1, 1.9e-3, 20, true, 0, 1).agrees());
    assertFalse(new ModelCheck(1, Double.POSITIVE_INFINITY, 20, true, 0, 1).agrees());
  }

  @Test
  void channelsThatComeLastAreTurned() throws IOException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("x", Input.of(Shape.of(2, 1, 3)));
    builder.add("flat", new Reshape(Shape.of(6)), last);
    AnnModel model = new AnnModel(builder.build(), "keras-3", true, 1, List.of(), List.of());
    Path file = folder.resolve("check.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("outputs", new NpyArray(List.of(1, 6), new float[] {1, 3, 5, 2, 4, 6}));
    arrays.put("inputs", new NpyArray(List.of(1, 1, 3, 2), new float[] {1, 2, 3, 4, 5, 6}));
    NpzFile.write(file, arrays);
    assertEquals(0, ModelCheck.of(model, file).worst());
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    AnnModel model = model(Optional.empty(), 2);
    Path file = folder.resolve("check.npz");
    assertEquals(
        file + ": array y: has the shape [3, 1]; expected 2 samples of 2 numbers each",
        assertThrows(BadFileException.class, () -> check(model, List.of(3, 1), 1, 2, 3))
            .getMessage());
  }

  private static ModelOptions options(Optional<Float> full, List<Float> mean, List<Float> std) {
    return new ModelOptions(Optional.empty(), OptionalDouble.empty(), full, mean, std);
  }

  @Test
  void pixelsAreScaledAsTheOptionsSay() {
    AnnModel model = model(Optional.of(Ending.Kind.SOFTMAX), 2);
    ModelOptions both = options(Optional.of(255f), List.of(100f, 50f), List.of(2f));
    AnnGraph graph = model.forPixels(both);
    assertArrayEquals(
        new float[] {(255 * 0.4f - 100) / 2, (255 * 0.2f - 50) / 2 - 3},
        new ReferenceForward(graph).run(new float[] {0.4f, 0.2f}),
        1e-5f);
    assertEquals(graph(Optional.empty(), 2), model.forPixels(ModelOptions.NONE));
    AnnModel bytes = new AnnModel(model.graph(), "keras-3", false, 255, List.of(), List.of());
    assertEquals(
        new BatchNorm(new float[] {255, 255}, new float[2]),
        bytes.forPixels(ModelOptions.NONE).input().scaling());
    assertEquals(
        "--mean has 3 numbers, but the model takes samples of shape [2, 1, 1]; give one, or one for"
            + " each of its 2 channels",
        assertThrows(
                IllegalArgumentException.class,
                () -> model.forPixels(options(Optional.empty(), List.of(1f, 2f, 3f), List.of())))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> options(Optional.empty(), List.of(), List.of(0.5f, 0f)));
    AnnGraph one = graph(Optional.empty(), 1);
    assertArrayEquals(
        new float[] {-0.5f, 0.5f}, new ReferenceForward(one.logits()).run(new float[] {1, 5}));
    AnnGraph two = graph(Optional.empty(), 2);
    assertSame(two, two.logits());
  }

  private static Optional<String> notice(float least, float largest, ModelOptions options) {
    return new ModelCheck(1, 0, 1, true, least, largest)
        .scaleNotice(model(Optional.empty(), 2), options);
  }

  @Test
  void inputsOfAnotherScaleAreNoticed() {
    ModelOptions bytes = options(Optional.of(255f), List.of(), List.of());
    ModelOptions normalised = options(Optional.empty(), List.of(0.5f), List.of(0.25f));
    assertEquals(Optional.empty(), notice(0, 1, ModelOptions.NONE));
    assertEquals(Optional.empty(), notice(0, 200, bytes));
    assertEquals(Optional.empty(), notice(-2, 1.9f, normalised));
    assertEquals(
        "the check's inputs go from 0 to 45, but a data set's pixels become 0 to 1 before the model"
            + " takes them; if it was trained on others, say so with --full-scale, such as"
            + " --full-scale 255 for bytes",
        notice(0, 45, ModelOptions.NONE).orElseThrow());
    assertTrue(notice(0, 1, bytes).orElseThrow().endsWith("--full-scale, such as --full-scale 1"));
    assertTrue(notice(-2.1f, 2, ModelOptions.NONE).orElseThrow().contains("--mean and --std"));
    assertTrue(notice(0, 1, normalised).orElseThrow().contains("or none"));
  }
}
