package io.github.ann2snn.ann.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.model.AnnModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasModelTest {
  @TempDir Path folder;

  /** What a model gives for samples channels first, in [0, 1]. */
  static void assertComputes(String name, AnnModel model) {
    float[][] inputs = Fixtures.expected(name, "inputs");
    float[][] expected = Fixtures.expected(name, "outputs");
    assertEquals(expected.length, inputs.length);
    ReferenceForward forward = new ReferenceForward(model.graph());
    for (int i = 0; i < expected.length; i++) {
      float[] sample = inputs[i].clone();
      for (int j = 0; j < sample.length; j++) {
        sample[j] *= model.fullScale();
      }
      assertArrayEquals(expected[i], forward.run(sample), 1e-5f, "sample " + i);
    }
  }

  /** Against a computation in float64 with the channels where Keras has them. */
  @ParameterizedTest
  @CsvSource({
    "cnn.h5, keras-2",
    "cnn.keras, keras-3",
    "pools.h5, keras-2",
    "pools.keras, keras-3",
    "flattened.h5, keras-2",
    "flattened-3.h5, keras-3",
    "flattened.keras, keras-3",
    "first.h5, keras-2",
    "graph.h5, keras-2",
    "graph.keras, keras-3",
    "rescaled.keras, keras-3",
    "matrix.keras, keras-3",
    "reshaped.h5, keras-2",
    "one.h5, keras-2",
    "branches.h5, keras-2",
    "branches.keras, keras-3",
    "series.h5, keras-2",
    "series.keras, keras-3",
    "nested.h5, keras-2",
    "nested.keras, keras-3",
    "turned.h5, keras-2",
    "turned.keras, keras-3",
    "arithmetic.h5, keras-2",
    "arithmetic.keras, keras-3",
  })
  void computesWhatKerasComputes(String name, String format) throws IOException {
    AnnModel model = KerasModel.read(Fixtures.path(name));
    assertEquals(format, model.format());
    boolean images =
        !name.startsWith("matrix")
            && !name.startsWith("reshaped")
            && !name.startsWith("arithmetic");
    assertEquals(images && !name.equals("first.h5"), model.channelsLast());
    assertComputes(name, model);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"module\": \"keras.layers\", \"class_name\": \"ReLU\"|\"module\": \"keras.src.ops.nn\", \"class_name\": \"Relu\"",
        "\"module\": \"keras.layers\", \"class_name\": \"ReLU\", \"config\": {|\"class_name\": \"TFOpLambda\", \"config\": {\"function\": \"nn.relu\",",
        "\"threshold\": 0.0|\"threshold\": {\"class_name\": \"__numpy__\", \"config\": {\"value\": 0.0, \"dtype\": \"float32\"}}",
        "\"max_value\": null|\"max_value\": {\"type\": \"ndarray\", \"value\": 1000.0}"
      })
  void knowsReluByOtherNames(String from, String to) throws IOException {
    Path file = Fixtures.edited("rescaled.keras", folder, from, to);
    assertComputes("rescaled.keras", KerasModel.read(file));
  }

  @Test
  void saysWhatWasDone() throws IOException {
    AnnModel matrix = KerasModel.read(Fixtures.path("matrix.keras"));
    assertEquals(255, matrix.fullScale());
    assertEquals(List.of(), matrix.notes());
    assertEquals(
        List.of("inputs are 0 to 255 (--full-scale says otherwise)"), matrix.assumptions());
    AnnModel cnn = KerasModel.read(Fixtures.path("cnn.h5"));
    assertEquals(1, cnn.fullScale());
    assertEquals(
        List.of(
            "left out, since it only matters in training: dropout (Dropout)",
            "Keras's samples have their channels last; this network takes them first"),
        cnn.notes());
  }

  /** What is flattened needs no node that turns it, and what is normalised none that scales it. */
  @Test
  void takesOrderAndScaleIntoTheWeights() throws IOException {
    AnnGraph graph = KerasModel.read(Fixtures.path("cnn.keras")).graph();
    assertEquals(
        "[Input input_1, Convolve conv2d, Relu conv2d, MaxPool max_pooling2d, Convolve conv2d_1,"
            + " Relu activation, Reshape dense, Dense dense, Relu dense, Dense dense_1,"
            + " Softmax dense_1]",
        graph.nodes().toString());
  }
}
