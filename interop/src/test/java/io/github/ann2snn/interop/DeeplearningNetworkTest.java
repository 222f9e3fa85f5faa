package io.github.ann2snn.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;

/** Networks as chains of DL4J's layers, in memory and in a model file. */
class DeeplearningNetworkTest {
  @TempDir Path folder;

  private static MultiLayerNetwork imported(String name) throws IOException {
    return imported(name, ModelOptions.NONE);
  }

  private static MultiLayerNetwork imported(String name, ModelOptions options) throws IOException {
    Path file = KerasOracleTest.FIXTURES.resolve(name);
    return DeeplearningNetwork.of(KerasModel.read(file).scaled(options).graph());
  }

  private static void assertComputes(String name, MultiLayerNetwork network, float scale)
      throws IOException {
    float[][] inputs = KerasOracleTest.expected(name, "inputs");
    float[][] expected = KerasOracleTest.expected(name, "outputs");
    float[][] actual = network.output(Nd4j.create(inputs).mul(scale)).toFloatMatrix();
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-5f, "sample " + i);
    }
  }

  /** Batch normalisation is gone where it could be taken into weights. */
  @ParameterizedTest
  @CsvSource({
    "cnn.h5, 8x8x2-c4k3s2p0+1-m2s1p0+1-c3k2x3s1x2-5-4",
    "pools.h5, 9x7x3-c6k3s2p1g3-a2p0+1x0-c6k2p1x0+1d2x1g6-m2p0+1x0-bn-gap-3",
    "flattened.h5, 4x4x3-c2k1-bn-6-3",
    "first.h5, 5x6x2-c3k3-bn-3",
    "graph.keras, 8x7x2-c3k3s2p0+1x1-c6k2g3-a2s1-5-3",
    "rescaled.keras, 6x5x3-c4k3x2s2x1-m2x1-gmp-3",
    "matrix.keras, 20-6-3",
    "reshaped.h5, 6x6x1-c2k3p1-3",
    "one.h5, 6x6x2-c3k3x2s1x2p1x0-m2-bn-4-3",
  })
  void computesWhatTheModelComputes(String name, String architecture) throws IOException {
    MultiLayerNetwork network = imported(name);
    assertComputes(name, network, 1);
    Path file = folder.resolve("model.zip");
    ModelFile.save(file, network);
    Model loaded = ModelFile.load(file);
    assertEquals(architecture, loaded.architecture().toString());
    assertComputes(name, loaded.network(), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "relu_as_dict.h5, 8x8x1-c4k3-3",
    "ops_relu.keras, 6-8-3",
    "tf_nn_relu6_softmax.keras, 6-8-3",
    "activation_layer_as_argument.keras, 6-8-3",
    "normalization.keras, 6-8-3",
    "nested_sequential.keras, 8x8x1-c4k3-gap-5-3",
    "one_sigmoid_output.keras, 6-8-2",
    "raw_counts.h5, 6-16-3",
    "relu_bn_same.keras, 28x28x1-c4k5s2-bn-m3s2-c6k3p1-bn-m2-12-10"
  })
  void computesWhatKerasComputed(String name, String architecture) throws IOException {
    Path source = KerasOracleTest.FIXTURES.resolve("reported/" + name);
    Path expected = source.resolveSibling(name.replaceAll("[.].*", ".npz"));
    Path file = folder.resolve("model.zip");
    ModelFile.save(file, imported("reported/" + name));
    Model loaded = ModelFile.load(file);
    assertEquals(architecture, loaded.architecture().toString());
    AnnModel keras = KerasModel.read(source);
    AnnModel again =
        new AnnModel(
            Dl4jModel.read(file).graph(), "dl4j", keras.channelsLast(), 1, List.of(), List.of());
    ModelCheck check = ModelCheck.of(again, expected);
    assertTrue(check.agrees(), check.toString());
    assertFalse(check.logits());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reported/add.keras|Add add: it makes the network one with branches",
        "reported/leaky_relu.keras|Relu leaky_re_lu: its slope below 0 is not 0 (a leaky ReLU)",
        "reported/zero_padding.h5|Pad zero_padding2d: there is no such layer",
        "reported/conv1d.keras|Convolve conv1d: its values have one dimension of space",
      })
  void whatAChainCannotSay(String name, String reason) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> imported(name)).getMessage();
    assertTrue(message.startsWith(reason), message);
    assertTrue(message.endsWith("convert and compare take the model's own file as it is"), message);
  }

  /** A pool takes the largest whether numbers are rectified before it or behind it. */
  @Test
  void rectifiesBeforeMaxPooling() throws IOException {
    MultiLayerNetwork network = imported("rescaled.keras");
    assertEquals(4, network.getnLayers());
    BaseLayer convolution = (BaseLayer) network.getLayer(0).conf().getLayer();
    assertEquals(new ActivationReLU(), convolution.getActivationFn());
  }

  /** Maps of one value each stay maps where a convolution takes them. */
  @Test
  void theLargestOfEachMapIsStillAMap() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int input = builder.add("x", Input.of(Shape.of(1, 2, 2)));
    Window point = Window.square(1, 1);
    int maps =
        builder.add("a", new Convolve(2, point, 1, new float[] {1, -1}, new float[2]), input);
    int most = builder.add("most", new Pool(Pool.Kind.MAX, Window.square(2, 1)), maps);
    float[] weight = {1, 2, 3, 4};
    int again = builder.add("b", new Convolve(2, point, 1, weight, new float[2]), most);
    int row = builder.reshaped("row", again, Shape.of(2));
    builder.add("c", new Dense(2, new float[] {1, 0, 0, 1}, new float[2]), row);
    MultiLayerNetwork network = DeeplearningNetwork.of(builder.build());
    float[][] sample = {{1, 2, 3, 4}};
    // The largest are 4 and -1.
    assertArrayEquals(
        new float[] {2, 8}, network.output(Nd4j.create(sample)).toFloatVector(), 1e-6f);
  }

  @Test
  void takesTheScaleThatIsGiven() throws IOException {
    ModelOptions hundred =
        new ModelOptions(
            Optional.empty(), OptionalDouble.empty(), Optional.of(100f), List.of(), List.of());
    assertComputes("flattened.keras", imported("flattened.keras", hundred), 0.01f);
  }
}
