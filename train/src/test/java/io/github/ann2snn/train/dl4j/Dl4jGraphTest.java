package io.github.ann2snn.train.dl4j;

import static io.github.ann2snn.train.dl4j.Dl4jOracle.output;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.PlannedLayer;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.SplitMix64;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Graphs: what is read computes what Deeplearning4j does, whatever the order of its vertices. */
class Dl4jGraphTest {
  @TempDir Path folder;

  private static GraphBuilder graph(InputType input) {
    return new NeuralNetConfiguration.Builder()
        .activation(Activation.RELU)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(input)
        .setOutputs("out");
  }

  private static ConvolutionLayer convolution(int outputs, int size, int stride) {
    return new ConvolutionLayer.Builder(size, size)
        .nOut(outputs)
        .stride(stride, stride)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static GraphBuilder residual(InputType input) {
    return graph(input)
        .addLayer("stem", convolution(4, 3, 1), "in")
        .addLayer("stem_norm", new BatchNormalization(), "stem")
        .addLayer("stem_relu", new ActivationLayer(Activation.RELU), "stem_norm")
        .addLayer("a1", convolution(6, 3, 2), "stem_relu")
        .addLayer("a1_relu", new ActivationLayer(Activation.RELU), "a1")
        .addLayer("a2", convolution(6, 3, 1), "a1_relu")
        .addLayer("a_short", convolution(6, 1, 2), "stem_relu")
        .addVertex("a_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a2", "a_short")
        .addLayer("a_relu", new ActivationLayer(Activation.RELU), "a_add")
        .addLayer("b1", convolution(6, 3, 1), "a_relu")
        .addVertex("b_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b1", "a_relu")
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "b_add")
        .addLayer("out", output(), "pool");
  }

  @Test
  void residual() throws IOException {
    AnnModel model =
        Dl4jOracle.of(folder, residual(InputType.convolutionalFlat(9, 8, 2)).build(), 1)
            .agree(2 * 9 * 8);
    assertEquals(Shape.of(2, 9, 8), model.graph().inputShape());
    assertEquals(
        List.of("a_add", "b_add"),
        model.graph().nodes().stream()
            .filter(node -> node.operation() instanceof Add)
            .map(node -> node.name())
            .toList());
  }

  @Test
  void imagesWhoseSizeTheFileDoesNotSay() throws IOException {
    ComputationGraphConfiguration graph = residual(InputType.convolutional(9, 8, 2)).build();
    Dl4jOracle.of(folder, graph, 2).told(2, 9, 8).agree(2, 9, 8);
    String message =
        assertThrows(BadFileException.class, () -> Dl4jOracle.of(folder, graph, 2).agree(2, 9, 8))
            .getMessage();
    assertTrue(message.contains("does not say how large its images are"), message);
  }

  @Test
  void concatenating() throws IOException {
    ComputationGraphConfiguration graph =
        graph(InputType.convolutionalFlat(6, 6, 1))
            .addLayer("a", new ConvolutionLayer.Builder(3, 3).nOut(3).build(), "in")
            .addLayer("b", new ConvolutionLayer.Builder(5, 5).nOut(2).build(), "in")
            .addVertex("both", new MergeVertex(), "a", "b")
            .addLayer("c", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "both")
            .addVertex("all", new MergeVertex(), "both", "c", "a")
            .addLayer(
                "pool",
                new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
                "all")
            .addLayer("dense", new DenseLayer.Builder().nOut(7).build(), "pool")
            .addLayer("out", output(), "dense")
            .build();
    AnnModel model = Dl4jOracle.of(folder, graph, 3).agree(36);
    assertEquals(
        2,
        model.graph().nodes().stream().filter(node -> node.operation() instanceof Concat).count());
  }

  @Test
  void channelsLast() throws IOException {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().activation(Activation.RELU);
    ComputationGraphConfiguration graph =
        builder
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(6, 5, 2, CNN2DFormat.NHWC))
            .setOutputs("out")
            .addLayer(
                "a",
                new ConvolutionLayer.Builder(3, 3).nOut(3).dataFormat(CNN2DFormat.NHWC).build(),
                "in")
            .addLayer(
                "b",
                new ConvolutionLayer.Builder(3, 3).nOut(2).dataFormat(CNN2DFormat.NHWC).build(),
                "in")
            .addVertex("both", new MergeVertex(), "a", "b")
            .addLayer("dense", new DenseLayer.Builder().nOut(7).build(), "both")
            .addLayer("out", output(), "dense")
            .build();
    AnnModel model = Dl4jOracle.of(folder, graph, 4).agree(6, 5, 2);
    assertTrue(model.channelsLast());
  }

  @Test
  void linearVertices() throws IOException {
    ComputationGraphConfiguration graph =
        new NeuralNetConfiguration.Builder()
            .activation(Activation.RELU)
            .graphBuilder()
            .addInputs("in")
            .setOutputs("out")
            .addVertex("maps", new ReshapeVertex(-1, 3, 2, 2), "in")
            .addVertex("shift", new ShiftVertex(0.25), "maps")
            .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nIn(3).nOut(4).build(), "shift")
            .addVertex("half", new ScaleVertex(0.5), "conv")
            .addVertex("mean", new ElementWiseVertex(ElementWiseVertex.Op.Average), "half", "conv")
            .addLayer("relu", new ActivationLayer(Activation.RELU), "mean")
            .addVertex("part", new SubsetVertex(1, 2), "relu")
            .addVertex(
                "row", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(2, 2, 2)), "part")
            .addLayer("dense", new DenseLayer.Builder().nIn(8).nOut(5).build(), "row")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(5)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "dense")
            .build();
    Dl4jOracle.of(folder, graph, 5).agree(12);
  }

  /** Branches of dense layers, added in a random order and joined by names. */
  private static ComputationGraphConfiguration random(long seed) {
    SplitMix64 random = new SplitMix64(seed);
    int count = 6 + random.nextInt(30);
    List<String[]> layers = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      String from = n == 0 ? "in" : "v" + random.nextInt(n);
      layers.add(new String[] {"v" + n, from});
    }
    List<String> ends = new ArrayList<>(layers.stream().map(layer -> layer[0]).toList());
    for (int n = layers.size() - 1; n > 0; n--) {
      int other = random.nextInt(n + 1);
      String[] kept = layers.get(n);
      layers.set(n, layers.get(other));
      layers.set(other, kept);
    }
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .activation(Activation.LEAKYRELU)
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.feedForward(5))
            .setOutputs("out");
    graph.addLayer("out", output(), "sum");
    graph.addVertex(
        "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), ends.toArray(String[]::new));
    for (String[] layer : layers) {
      graph.addLayer(layer[0], new DenseLayer.Builder().nOut(5).build(), layer[1]);
    }
    return graph.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void anyOrder(long seed) throws IOException {
    Dl4jOracle.of(folder, random(seed), seed).agree(5);
  }

  /** Files of older versions do not keep the order; then it is found as Deeplearning4j does. */
  @ParameterizedTest
  @ValueSource(longs = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29})
  void anOrderThatIsNotKept(long seed) throws IOException {
    ComputationGraph network = new ComputationGraph(random(seed));
    network.init();
    int[] order = network.topologicalSortOrder();
    List<String> expected =
        Arrays.stream(order).mapToObj(v -> network.getVertices()[v].getVertexName()).toList();
    ObjectNode root = (ObjectNode) new JsonMapper().readTree(network.getConfiguration().toJson());
    assertTrue(root.has("topologicalOrderStr"));
    root.remove("topologicalOrder");
    root.remove("topologicalOrderStr");
    assertEquals(
        expected.subList(1, expected.size()),
        Layout.of(root, Optional.empty()).layers().stream().map(PlannedLayer::name).toList());
  }

  @Test
  void layersTellTheirNumbers() throws IOException {
    ComputationGraph network =
        new ComputationGraph(residual(InputType.convolutionalFlat(9, 8, 2)).build());
    network.init();
    Layout layout =
        Layout.of(new JsonMapper().readTree(network.getConfiguration().toJson()), Optional.empty());
    assertTrue(layout.isGraph());
    assertEquals(network.numParams(), layout.parameters());
    for (PlannedLayer layer : layout.layers()) {
      boolean isLayer = network.getVertex(layer.name()).hasLayer();
      assertEquals(
          isLayer ? network.getLayer(layer.name()).numParams() : 0,
          layer.parameters(),
          layer.name());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementWiseVertex.Op.class,
      names = {"Subtract", "Product", "Max"})
  void otherElementwiseVerticesAreRefused(ElementWiseVertex.Op op) {
    refused(
        new ElementWiseVertex(op),
        "vertex join has \"op\" \"" + op + "\"; supported is Add or Average");
  }

  @Test
  void otherVerticesAreRefused() {
    refused(
        new L2NormalizeVertex(),
        "vertex join is a L2NormalizeVertex, which is not supported; supported are LayerVertex");
  }

  private void refused(GraphVertex vertex, String reason) {
    GraphBuilder graph = graph(InputType.feedForward(5));
    graph.addLayer("a", new DenseLayer.Builder().nOut(4).build(), "in");
    graph.addLayer("b", new DenseLayer.Builder().nOut(4).build(), "in");
    String[] joined = vertex.maxVertexInputs() == 1 ? new String[] {"a"} : new String[] {"a", "b"};
    graph.addVertex("join", vertex, joined).addVertex("both", new MergeVertex(), "join", "b");
    graph.addLayer("out", output(), "both");
    Dl4jOracle oracle = Dl4jOracle.of(folder, graph.build(), 6);
    String message = assertThrows(BadFileException.class, () -> oracle.agree(5)).getMessage();
    assertTrue(message.contains("configuration.json: " + reason), message);
  }
}
