package io.github.ann2snn.ann.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Good files, changed in one way each: refused, saying what is wrong where. */
class Dl4jDefectsTest {
  private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
  private static final String GRAPH = "org.deeplearning4j.nn.conf.graph.";
  private static final String ACTIVATIONS = "org.nd4j.linalg.activations.impl.";

  private static final String DENSE =
      LAYERS + "DenseLayer\",\n      \"activationFn\" : {\n        \"@class\" : \"" + ACTIVATIONS;

  private static final Path CHAIN = Dl4jFiles.FOLDER.resolve("chain.zip");

  @TempDir Path folder;

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of(
            "chain",
            LAYERS + "DropoutLayer",
            LAYERS + "LSTM",
            "configuration.json: layer 5 is a LSTM, which is not supported; supported are"
                + " ActivationLayer, "),
        Arguments.of(
            "chain",
            DENSE + "ActivationIdentity",
            DENSE + "ActivationSoftmax",
            "layer layer6 has the activation Softmax, but only the last layer may"),
        Arguments.of(
            "chain",
            LAYERS + "DropoutLayer",
            "com.example.DropoutLayer",
            "configuration.json: layer 5 has class \"com.example.DropoutLayer\", which is not"
                + " allowed"),
        Arguments.of(
            "chain",
            ACTIVATIONS + "ActivationReLU",
            ACTIVATIONS + "ActivationTanH",
            "layer 2 has the activation TanH; only piecewise linear networks become spiking ones"),
        Arguments.of(
            "chain",
            ACTIVATIONS + "ActivationReLU",
            ACTIVATIONS + "ActivationSigmoid",
            "layer 2 has the activation Sigmoid of feature maps; only"),
        Arguments.of(
            "chain",
            ACTIVATIONS + "ActivationReLU",
            "com.example.ActivationReLU",
            "layer 2 has the activation com.example.ActivationReLU; only"),
        Arguments.of(
            "chain",
            "\"negativeSlope\" : null",
            "\"negativeSlope\" : -0.5",
            "layer 2 has a ReLU that is not supported: a slope of -0.5 below 0"),
        Arguments.of(
            "chain",
            "\"max\" : null",
            "\"max\" : 0.0",
            "layer 2 has a ReLU that is not supported: the bound is 0.0"),
        Arguments.of(
            "chain",
            "\"threshold\" : null",
            "\"threshold\" : 0.5",
            "layer 2 has the activation ReLU with a threshold"),
        Arguments.of(
            "chain",
            "\"max\" : null",
            "\"max\" : \"much\"",
            "configuration.json: layer 2 has \"max\" \"much\"; it must be a finite number"),
        Arguments.of(
            "chain",
            "\"depthMultiplier\" : 2",
            "\"depthMultiplier\" : 3",
            "layer 3 has \"nout\" 6, but 3 outputs of each of its 3 inputs"),
        Arguments.of(
            "chain",
            "\"poolingType\" : \"AVG\"",
            "\"poolingType\" : \"PNORM\"",
            "layer 4 has \"poolingType\" \"PNORM\"; supported is AVG or MAX"),
        Arguments.of(
            "chain",
            "\"inputHeight\" : 3",
            "\"inputHeight\" : 4",
            "layer 6 has a CnnToFeedForwardPreProcessor of [6, 4, 2], but what goes in is [6, 3,"
                + " 2]"),
        Arguments.of(
            "chain",
            "preprocessor.CnnToFeedForwardPreProcessor",
            "preprocessor.CnnToRnnPreProcessor",
            "layer 6 has a CnnToRnnPreProcessor, which is not supported"),
        Arguments.of(
            "chain",
            "org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor",
            "com.example.CnnToFeedForwardPreProcessor",
            "layer 6 has a preprocessor of class \"com.example.CnnToFeedForwardPreProcessor\""),
        Arguments.of(
            "chain",
            "\"format\" : \"NCHW\"",
            "\"format\" : \"NHWC\"",
            "layer 6 has a CnnToFeedForwardPreProcessor with its channels last, but what goes in"
                + " has them first"),
        Arguments.of(
            "line",
            "\"convolutionMode\" : \"Causal\"",
            "\"convolutionMode\" : \"Full\"",
            "layer 0 has \"convolutionMode\" \"Full\"; supported is Truncate or Strict or Same or"
                + " Causal"),
        Arguments.of(
            "line",
            LAYERS + "GlobalPoolingLayer",
            LAYERS + "DropoutLayer",
            "layer 4 makes samples of the steps of a series (RnnToFeedForwardPreProcessor)"),
        Arguments.of(
            "graph",
            "\"networkOutputs\" : [ \"out\" ]",
            "\"networkOutputs\" : [ \"out\", \"pool\" ]",
            "has 2 outputs, expected one"),
        Arguments.of(
            "graph",
            "\"networkInputs\" : [ \"in\" ]",
            "\"networkInputs\" : [ ]",
            "has 0 inputs, expected one"),
        Arguments.of(
            "graph",
            "\"networkOutputs\" : [ \"out\" ]",
            "\"networkOutputs\" : [ \"end\" ]",
            "has the output \"end\", which is no vertex"),
        Arguments.of(
            "graph",
            "\"networkOutputs\" : [ \"out\" ]",
            "\"networkOutputs\" : [ \"relu\" ]",
            "its output has the shape [3, 5, 4], expected one value for each class"),
        Arguments.of(
            "graph",
            "\"in\", \"a\", \"c\"",
            "\"in\", \"c\", \"c\"",
            "has vertex c in its order, but not once and behind all that it takes"),
        Arguments.of(
            "graph",
            "\"in\", \"a\", \"c\", \"b\"",
            "\"in\", \"b\", \"a\", \"c\"",
            "has vertex b in its order, but not once and behind all that it takes"),
        Arguments.of(
            "graph",
            "\"relu\", \"merge\", \"half\", \"pool\", \"out\"",
            "\"relu\", \"merge\", \"half\", \"pool\"",
            "has 9 vertices, but an order of 8"),
        Arguments.of(
            "graph",
            "\"b\" : [ \"a\" ]",
            "\"b\" : [ ]",
            "configuration.json: vertex b takes nothing"),
        Arguments.of(
            "graph",
            "\"b\" : [ \"a\" ]",
            "\"b\" : [ \"a\", \"a\" ]",
            "vertex b is a layer of 2 inputs; put a MergeVertex before it"),
        Arguments.of(
            "graph",
            "\"op\" : \"Add\"",
            "\"op\" : \"Max\"",
            "vertex add has \"op\" \"Max\"; supported is Add or Average"),
        Arguments.of(
            "graph",
            "\"mergeAxis\" : 1",
            "\"mergeAxis\" : 2",
            "vertex merge merges along axis 2; supported are channels, here 1"),
        Arguments.of(
            "graph",
            "\"scaleFactor\" : 0.5",
            "\"scaleFactor\" : 1e99",
            "vertex half has \"scaleFactor\" 1.0E99; it must be a finite number"),
        Arguments.of(
            "graph",
            "\"scaleFactor\"",
            "\"factor\"",
            "vertex half has \"scaleFactor\" ; it must be a finite number"),
        Arguments.of(
            "graph",
            GRAPH + "ScaleVertex",
            GRAPH + "PoolHelperVertex",
            "vertex half is a PoolHelperVertex, which is not supported; supported are LayerVertex"),
        Arguments.of(
            "graph",
            GRAPH + "ScaleVertex",
            GRAPH + "PreprocessorVertex",
            "vertex half has no preprocessor"),
        Arguments.of(
            "graph",
            GRAPH + "ScaleVertex",
            "com.example.ScaleVertex",
            "vertex half has class \"com.example.ScaleVertex\", which is not allowed"),
        Arguments.of(
            "graph",
            "\"nin\" : 5",
            "\"nin\" : 6",
            "vertex out has 6 inputs, but the layer before it has 5 outputs"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("defects")
  void aDefect(String name, String from, String to, String reason) throws IOException {
    String before = Dl4jFiles.configuration(name);
    String after = before.replace(from, to);
    assertNotEquals(before, after);
    refused(Dl4jFiles.write(folder, name, after), Dl4jFiles.LINE, reason);
  }

  private static void refused(Path file, Optional<Shape> samples, String reason) {
    String message =
        assertThrows(BadFileException.class, () -> Dl4jModel.read(file, samples)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
  }

  private Path changed(String name, UnaryOperator<ObjectNode> change) throws IOException {
    ObjectNode root = (ObjectNode) new JsonMapper().readTree(Dl4jFiles.configuration(name));
    return Dl4jFiles.write(folder, name, change.apply(root).toString());
  }

  /** Without the order that newer files keep, a circle is found while one is made. */
  @Test
  void aCircle() throws IOException {
    Path file =
        changed(
            "graph",
            root -> {
              root.remove("topologicalOrder");
              ((ObjectNode) root.get("vertexInputs")).putArray("a").add("b");
              return root;
            });
    refused(file, Optional.empty(), "has 9 vertices, but an order of 1: vertices take");
  }

  @Test
  void aVertexThatIsNotThere() throws IOException {
    Path file =
        changed(
            "graph",
            root -> {
              root.remove("topologicalOrderStr");
              ((ObjectNode) root.get("vertexInputs")).putArray("b").add("d");
              return root;
            });
    refused(file, Optional.empty(), "vertex b takes the values of d, which is not there");
  }

  @Test
  void nothingSaysHowLargeSamplesAre() throws IOException {
    refused(
        Dl4jFiles.write(folder, "line", Dl4jFiles.configuration("line")),
        Optional.empty(),
        "does not say how long its samples of 2 channels are");
    Path file =
        changed(
            "graph",
            root -> {
              root.get("vertices").forEach(vertex -> ((ObjectNode) vertex).putNull("preProcessor"));
              return root;
            });
    refused(file, Optional.empty(), "does not say how large its images are; save it with");
    refused(
        file,
        Optional.of(Shape.of(3, 5, 4)),
        "takes samples of 2 channels, not of shape [3, 5, 4]");
  }

  /** Of 6 and 7 rows pooling makes 3, and of 4 and 5 columns 2; 7 and 5 leave nothing over. */
  @Test
  void theSizeOfImagesFollowsFromTheLayers() throws IOException {
    Path file =
        changed(
            "chain",
            root -> {
              ((ObjectNode) root.get("inputPreProcessors")).remove("0");
              return root;
            });
    AnnModel found = Dl4jModel.read(file);
    assertEquals(Shape.of(1, 7, 5), found.graph().inputShape());
    assertEquals(
        List.of("the file does not say how large its images are: 7 x 5 fits its layers"),
        found.assumptions());
    AnnModel told = Dl4jModel.read(file, Optional.of(Shape.of(1, 6, 5)));
    assertEquals(Shape.of(1, 6, 5), told.graph().inputShape());
    assertEquals(List.of(), told.assumptions());
    refused(
        file,
        Optional.of(Shape.of(1, 8, 5)),
        "layer 6 has a CnnToFeedForwardPreProcessor of [6, 3, 2], but what goes in is [6, 4, 2]");
  }

  /** Each layer gives 144 million values, and the file says nothing but that. */
  @Test
  void layersThatGiveMoreThanAnythingNeeds() throws IOException {
    Path file =
        changed(
            "chain",
            root -> {
              ArrayNode layers = (ArrayNode) root.get("confs");
              ObjectNode repeats = (ObjectNode) layers.get(5).get("layer");
              repeats.put("@class", LAYERS + "Upsampling2D").put("format", "NCHW");
              repeats.putArray("size").add(2000).add(2000);
              layers.insert(6, layers.get(2).deepCopy());
              ((ObjectNode) root.get("inputPreProcessors")).remove("6");
              return root;
            });
    refused(
        file,
        Optional.empty(),
        "configuration.json: layer 6 (layer2) up to here, layers give more than 268435456 values"
            + " for one sample");
  }

  /** They come into messages and tables. */
  @Test
  void namesThatSteerATerminal() throws IOException {
    Path file =
        changed(
            "chain",
            root -> {
              root.get("confs")
                  .forEach(c -> ((ObjectNode) c.get("layer")).put("layerName", "\33[2J"));
              return root;
            });
    for (AnnGraph.Node node : Dl4jModel.read(file).graph().nodes().subList(1, 5)) {
      assertEquals("?[2J", node.name());
    }
  }

  @Test
  void aKeyThatSteersATerminalTwice() throws IOException {
    String twice = "{\"\\u001b[2J\": 1, \"\\u001b[2J\": 2}";
    Path file = Dl4jFiles.write(folder, "chain", twice);
    refused(
        file,
        Optional.empty(),
        "configuration.json: is not JSON that can be read: Duplicate field '?[2J'");
  }

  @Test
  void aVarianceThatIsNone() throws IOException {
    Map<String, byte[]> entries = Dl4jFiles.entries("chain");
    // 27 weights; then scale, shift, mean and variance of 3 channels.
    String json = Dl4jFiles.configuration("chain");
    entries.put(
        "configuration.json",
        json.replace("\"useLogStd\" : true", "\"useLogStd\" : false").getBytes(UTF_8));
    byte[] numbers = entries.get("coefficients.bin");
    int parameters = Dl4jModel.layout(CHAIN, Optional.empty()).parameters();
    ByteBuffer.wrap(numbers).putFloat(numbers.length - 4 * (parameters - 27 - 9), -1);
    refused(
        Dl4jFiles.write(folder, entries),
        Optional.empty(),
        "layer layer1: scale[0] is NaN, expected a finite number");
  }

  @Test
  void theUnchangedFilesAreRead() throws IOException {
    for (String name : new String[] {"chain", "line", "graph"}) {
      Path file = Dl4jFiles.write(folder, name, Dl4jFiles.configuration(name));
      assertEquals(3, Dl4jModel.read(file, Dl4jFiles.LINE).graph().output().shape().values());
    }
  }
}
