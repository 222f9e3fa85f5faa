package io.github.ann2snn.interop.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;

class KerasModelTest {
  @TempDir Path folder;

  static float[][] outputs(MultiLayerNetwork network, float[][] inputs) {
    return network.output(Nd4j.create(inputs)).toFloatMatrix();
  }

  static void assertClose(float[][] expected, float[][] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-5f, "sample " + i);
    }
  }

  /** Against a computation in float64 with the channels where Keras has them. */
  @ParameterizedTest
  @CsvSource({
    "cnn.h5, keras-2, 8x8x2-c4k3s2p0+1-m2s1p0+1-c3k2x3s1x2-bn-5-4",
    "cnn.keras, keras-3, 8x8x2-c4k3s2p0+1-m2s1p0+1-c3k2x3s1x2-bn-5-4",
    "pools.h5, keras-2, 9x7x3-c6k3s2p1g3-a2p0+1x0-c6k2p1x0+1d2x1g6-m2p0+1x0-bn-gap-3",
    "pools.keras, keras-3, 9x7x3-c6k3s2p1g3-a2p0+1x0-c6k2p1x0+1d2x1g6-m2p0+1x0-bn-gap-3",
    "flattened.h5, keras-2, 4x4x3-c2k1-bn-6-3",
    "flattened-3.h5, keras-3, 4x4x3-c2k1-bn-6-3",
    "flattened.keras, keras-3, 4x4x3-c2k1-bn-6-3",
    "first.h5, keras-2, 5x6x2-c3k3-bn-3",
    "graph.h5, keras-2, 8x7x2-c3k3s2p0+1x1-c6k2g3-bn-a2s1-5-bn-3",
    "graph.keras, keras-3, 8x7x2-c3k3s2p0+1x1-c6k2g3-bn-a2s1-5-bn-3",
    "rescaled.keras, keras-3, 6x5x3-c4k3x2s2x1-m2x1-gmp-3",
    "matrix.keras, keras-3, 20-6-3",
    "reshaped.h5, keras-2, 6x6x1-c2k3p1-3",
    "one.h5, keras-2, 6x6x2-c3k3x2s1x2p1x0-m2-bn-4-3",
  })
  void computesWhatKerasComputes(String name, String format, String architecture)
      throws IOException {
    ImportedModel imported = KerasModel.read(Fixtures.path(name), Optional.empty());
    assertEquals(format, imported.format());
    boolean images = !name.startsWith("matrix") && !name.startsWith("reshaped");
    assertEquals(images && !name.equals("first.h5"), imported.channelsLast());
    float[][] inputs = Fixtures.expected(name, "inputs");
    float[][] expected = Fixtures.expected(name, "outputs");
    assertClose(expected, outputs(imported.network(), inputs));

    Path file = folder.resolve("model.zip");
    ModelFile.save(file, imported.network());
    Model loaded = ModelFile.load(file);
    assertEquals(architecture, loaded.architecture().toString());
    assertClose(expected, outputs(loaded.network(), inputs));
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
    MultiLayerNetwork network = KerasModel.read(file, Optional.empty()).network();
    float[][] inputs = Fixtures.expected("rescaled.keras", "inputs");
    assertClose(Fixtures.expected("rescaled.keras", "outputs"), outputs(network, inputs));
  }

  @Test
  void sayWhatWasDone() throws IOException {
    ImportedModel matrix = KerasModel.read(Fixtures.path("matrix.keras"), Optional.empty());
    assertEquals(255, matrix.fullScale());
    assertEquals(
        List.of(
            "folded into the weights of dense: rescaling, batch_normalization",
            "the model's own inputs are taken to be 0 to 255; weights are scaled for pixels in [0, 1]"),
        matrix.notes());
    ImportedModel cnn = KerasModel.read(Fixtures.path("cnn.h5"), Optional.empty());
    assertEquals(1, cnn.fullScale());
    assertEquals(
        List.of(
            "left out, since it only matters in training: dropout (Dropout)",
            "Keras's samples have their channels last; this network takes them first"),
        cnn.notes());
  }

  @Test
  void takesTheScaleThatIsGiven() throws IOException {
    float[][] inputs = Fixtures.expected("flattened.keras", "inputs");
    float[][] halves = new float[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      halves[i] = inputs[i].clone();
      for (int j = 0; j < halves[i].length; j++) {
        halves[i][j] /= 100;
      }
    }
    ImportedModel scaled = KerasModel.read(Fixtures.path("flattened.keras"), Optional.of(100f));
    assertEquals(100, scaled.fullScale());
    assertClose(Fixtures.expected("flattened.keras", "outputs"), outputs(scaled.network(), halves));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesAScaleThatIsNone(float scale) {
    Path file = Fixtures.path("cnn.h5");
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> KerasModel.read(file, Optional.of(scale)))
            .getMessage();
    assertEquals("full scale must be a number > 0; got " + scale, message);
  }

  /** A pool takes the largest whether numbers are rectified before it or behind it. */
  @Test
  void rectifiesBeforeMaxPooling() throws IOException {
    MultiLayerNetwork network =
        KerasModel.read(Fixtures.path("rescaled.keras"), Optional.empty()).network();
    assertEquals(4, network.getnLayers());
    BaseLayer convolution = (BaseLayer) network.getLayer(0).conf().getLayer();
    assertEquals(new ActivationReLU(), convolution.getActivationFn());
  }
}
