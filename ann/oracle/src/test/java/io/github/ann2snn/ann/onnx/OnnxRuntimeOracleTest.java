package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our outputs are those of ONNX Runtime, for networks of random operators and for real ones. */
class OnnxRuntimeOracleTest {
  private static final int NETWORKS = Integer.getInteger("ann2snn.oracle.networks", 300);

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, NETWORKS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomNetworks(int seed) throws IOException, OrtException {
    RandomNetwork.Made made = RandomNetwork.of(seed);
    Path file = Files.write(folder.resolve("model.onnx"), made.model().toByteArray());
    int width = OnnxWriter.size(made.sample());
    float[] inputs = new float[made.batch() * width];
    Random random = new Random(seed);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = 4 * random.nextFloat() - 2;
    }
    List<Integer> shape = new ArrayList<>(List.of(made.batch()));
    shape.addAll(made.sample());
    compare(file, inputs, shape);
  }

  @Test
  void everyOperatorOccurs() {
    Set<String> left = new TreeSet<>(Operators.names());
    seeds().forEach(seed -> left.removeAll(RandomNetwork.of(seed).used()));
    assertEquals(Set.of(), left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv1d",
        "densenet",
        "leaky",
        "lenet",
        "lenet_unfolded",
        "mlp",
        "mlp_dynamo",
        "mobilenet",
        "old_opset",
        "resnet",
        "resnet20_cifar10",
        "resnet_dynamo",
        "resnet_mnist",
        "resnet_normalised_input"
      })
  void referenceFiles(String name) throws IOException, OrtException {
    Path file = ReferenceFiles.onnx().resolve(name + ".onnx");
    try (NpzFile arrays = NpzFile.open(file.resolveSibling(name + ".npz"))) {
      NpyArray inputs = arrays.read("inputs");
      compare(file, inputs.values(), inputs.shape());
    }
    AnnModel model = OnnxModel.read(file);
    assertTrue(ModelCheck.of(model, file.resolveSibling(name + ".npz")).agrees());
  }

  /** By the check that users have, with a file of what ONNX Runtime gives. */
  private void compare(Path file, float[] inputs, List<Integer> shape)
      throws IOException, OrtException {
    float[] outputs = expected(file, inputs, shape);
    int samples = shape.get(0);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("inputs", new NpyArray(shape, inputs));
    arrays.put("outputs", new NpyArray(List.of(samples, outputs.length / samples), outputs));
    Path expected = folder.resolve("expected.npz");
    NpzFile.write(expected, arrays);
    AnnModel model = OnnxModel.read(file);
    ModelCheck check = ModelCheck.of(model, expected);
    assertTrue(check.agrees(), check.toString());
    boolean ends = model.graph().output().operation() instanceof Ending;
    assertTrue(check.logits() != ends || check.worst() < 1e-6, check.toString());
  }

  /** Without optimisations, which would hide what operators do behind what they are fused to. */
  private static float[] expected(Path file, float[] inputs, List<Integer> dims)
      throws OrtException {
    long[] shape = dims.stream().mapToLong(Integer::longValue).toArray();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(file.toString(), options);
          OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), shape);
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), x))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] outputs = new float[values.remaining()];
        values.get(outputs);
        return outputs;
      }
    }
  }
}
