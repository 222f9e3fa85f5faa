package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.ann2snn.ann.forward.ActivationListener;
import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of both of PyTorch's exporters: our outputs are those of ONNX Runtime. */
class OnnxReferenceTest {
  /** Of the largest output; sums are added in other orders. */
  private static final double TOLERANCE = 1e-6;

  private static final Path RESOURCES = Path.of("src/test/resources/io/github/ann2snn/ann/onnx");
  private static final Path OPERATORS = RESOURCES.resolve("operators");

  /** Those that lie in the test resources, whose {@code README.md} says where they come from. */
  @ParameterizedTest
  @ValueSource(strings = {"conv1d", "densenet", "lenet_unfolded", "mlp_dynamo", "mobilenet"})
  void smallFiles(String name) throws IOException {
    compare(RESOURCES, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaky",
        "lenet",
        "mlp",
        "old_opset",
        "resnet",
        "resnet20_cifar10",
        "resnet_dynamo",
        "resnet_mnist",
        "resnet_normalised_input"
      })
  void largerFiles(String name) throws IOException {
    compare(ReferenceFiles.onnx(), name);
  }

  @Test
  void geluIsRefusedByName() {
    Path file = ReferenceFiles.onnx().resolve("gelu.onnx");
    assertEquals(
        file
            + ": node Erf /2/Erf: operator Erf is not supported; it is part of GELU: only piecewise"
            + " linear networks become spiking ones; train it with ReLU in its place",
        assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage());
  }

  /** A file for each way that an operator is used; {@code operators.py} writes them. */
  @ParameterizedTest
  @MethodSource("operatorFiles")
  void operators(String name) throws IOException {
    compare(OPERATORS, name);
  }

  static List<String> operatorFiles() throws IOException {
    try (Stream<Path> files = Files.list(OPERATORS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".onnx"))
          .map(name -> name.substring(0, name.length() - ".onnx".length()))
          .sorted()
          .toList();
    }
  }

  /** TensorFlow's samples: what turns them round is gone, and what scales them is theirs. */
  @Test
  void samplesWithChannelsLastAreTakenChannelsFirst() throws IOException {
    AnnModel model = OnnxModel.read(OPERATORS.resolve("channels_last.onnx"));
    assertTrue(model.channelsLast());
    assertEquals(Shape.of(2, 6, 5), model.graph().inputShape());
    assertEquals(2, model.graph().input().scaling().scale().length);
    assertTrue(model.graph().nodes().get(1).operation() instanceof Convolve);
    AnnModel one = OnnxModel.read(OPERATORS.resolve("channels_last_one.onnx"));
    assertEquals(Shape.of(1, 6, 5), one.graph().inputShape());
    assertTrue(one.graph().nodes().get(1).operation() instanceof Convolve);
    assertFalse(OnnxModel.read(OPERATORS.resolve("reshape.onnx")).channelsLast());
  }

  @Test
  void everyOperatorHasAFile() throws IOException {
    Set<String> left = new TreeSet<>(Operators.names());
    for (String name : operatorFiles()) {
      try (InputStream in = Files.newInputStream(OPERATORS.resolve(name + ".onnx"))) {
        ModelProto.parseFrom(in)
            .getGraph()
            .getNodeList()
            .forEach(node -> left.remove(node.getOpType()));
      }
    }
    assertEquals(Set.of(), left);
  }

  private static void compare(Path folder, String name) throws IOException {
    AnnModel model = OnnxModel.read(folder.resolve(name + ".onnx"));
    ModelCheck check = ModelCheck.of(model, folder.resolve(name + ".npz"));
    assertEquals(!(model.graph().output().operation() instanceof Ending), check.logits());
    double allowed = TOLERANCE * Math.max(1, check.largestOutput());
    assertTrue(check.worst() <= allowed, "outputs differ by " + check.worst());
    AnnGraph graph = model.graph();
    try (NpzFile arrays = NpzFile.open(folder.resolve(name + ".npz"))) {
      NpyArray inputs = arrays.read("inputs");
      int values = graph.inputShape().values();
      ReferenceForward forward = new ReferenceForward(graph);
      List<float[]> fast = outputs(graph, inputs, inputs.size(0));
      for (int sample = 0; sample < fast.size(); sample++) {
        float[] x = Arrays.copyOfRange(inputs.values(), sample * values, (sample + 1) * values);
        assertArrayEquals(forward.run(x), fast.get(sample));
      }
    }
  }

  /** What the fast pass says. */
  private static List<float[]> outputs(AnnGraph graph, NpyArray inputs, int samples) {
    int values = graph.inputShape().values();
    int width = graph.output().shape().values();
    SampleSource source =
        new SampleSource() {
          @Override
          public int size() {
            return samples;
          }

          @Override
          public void read(int sample, float[] target) {
            System.arraycopy(inputs.values(), sample * values, target, 0, values);
          }

          @Override
          public int label(int sample) {
            throw new IllegalStateException();
          }
        };
    List<float[]> outputs = new ArrayList<>();
    ActivationListener listener =
        (node, rows, made) -> {
          for (int row = 0; row < rows; row++) {
            outputs.add(Arrays.copyOfRange(made, row * width, (row + 1) * width));
          }
        };
    assertDoesNotThrow(
        () ->
            new ForwardPass(graph)
                .run(source, 1, Set.of(graph.nodes().size() - 1), n -> {}, () -> listener));
    return outputs;
  }
}
