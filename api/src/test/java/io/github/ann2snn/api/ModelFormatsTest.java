package io.github.ann2snn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other frameworks, from the test resources of the readers. */
class ModelFormatsTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name.substring(name.indexOf('/') + 1));
    try (InputStream in = io.github.ann2snn.ann.Models.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** Random inputs with the class that the model gives them. */
  private static Samples samples(Model model, int number) {
    SplittableRandom random = new SplittableRandom(3);
    int width = model.graph().inputShape().values();
    int classes = model.graph().output().shape().values();
    float[][] inputs = new float[number][width];
    int[] labels = new int[number];
    for (int i = 0; i < number; i++) {
      for (int j = 0; j < width; j++) {
        inputs[i][j] = random.nextInt(4) / 4f;
      }
      labels[i] = i % classes;
    }
    return Samples.of(inputs, labels, classes)
        .named("random")
        .shaped(model.graph().inputShape().sizes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx/conv1d.onnx", "keras/cnn.keras"})
  void convertAndCompare(String name) throws Exception {
    Path file = file(name);
    Model model = Models.read(file);
    Samples samples = samples(model, 60);
    Conversion conversion =
        Converter.with(ConversionSettings.automatic().withTimesteps(8)).convert(model, samples);
    assertEquals(30, conversion.certificate().samples());
    assertEquals(
        model.source().orElseThrow().sha256(),
        conversion.network().provenance().get(Conversion.MODEL_SHA256));
    Evaluation evaluation = Evaluator.of(conversion.network()).comparedWith(model).run(samples);
    assertEquals(60, evaluation.results().dataset().samples());
    assertEquals(
        model.source().orElseThrow().sha256(),
        evaluation.results().provenance().at("/model/sha256").asText());
    assertEquals(model.architecture(), evaluation.results().ann().architecture());
  }

  /** Expected outputs that the framework gave are evidence. */
  @Test
  void aModelIsCheckedAgainstItsFramework() throws Exception {
    Model model = Models.read(file("onnx/lenet_unfolded.onnx"));
    Model.Checked checked = model.checked(file("onnx/lenet_unfolded.npz"));
    assertTrue(checked.model().check().orElseThrow().worstDifference() < 1e-4);
    assertEquals(List.of(), checked.notice().stream().toList());
  }

  /** Tables are read with a library of Deeplearning4j's, which need not be there. */
  @Test
  void whatIsMissingIsNamed() {
    Assumptions.assumeTrue(
        getClass().getResource("/org/datavec/image/loader/NativeImageLoader.class") == null,
        "with nothing but what the module needs");
    DatasetLoader loader = new DatasetLoader(DatasetOptions.DEFAULTS);
    var images = assertThrows(BadFileException.class, () -> loader.load("images:" + folder));
    assertTrue(images.getMessage().contains("org.datavec:datavec-data-image"));
    var table = assertThrows(BadFileException.class, () -> loader.load("csv:" + folder));
    assertTrue(table.getMessage().contains("org.datavec:datavec-api"), table.getMessage());
  }
}
