package io.github.ann2snn.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.ann.model.AnnModel;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of Keras against DL4J's own import, which gives networks whose channels come last. */
class KerasOracleTest {
  static final Path FIXTURES = Path.of("../ann/src/test/resources/io/github/ann2snn/ann/keras");

  /** {@code inputs} or {@code outputs} of a model. */
  static float[][] expected(String model, String key) throws IOException {
    JsonNode all = new JsonMapper().readTree(FIXTURES.resolve("expected.json").toFile());
    return new JsonMapper().convertValue(all.path(model).path(key), float[][].class);
  }

  @Test
  void sequential() throws Exception {
    String file = FIXTURES.resolve("cnn.h5").toString();
    INDArray samples = channelsLast("cnn.h5", 2, 8, 8);
    assertEqual(
        "cnn.h5",
        KerasModelImport.importKerasSequentialModelAndWeights(file, false).output(samples));
  }

  @Test
  void functional() throws Exception {
    String file = FIXTURES.resolve("graph.h5").toString();
    INDArray samples = channelsLast("graph.h5", 2, 8, 7);
    assertEqual(
        "graph.h5", KerasModelImport.importKerasModelAndWeights(file, false).output(samples)[0]);
  }

  private static INDArray channelsLast(String name, int channels, int height, int width)
      throws IOException {
    float[][] inputs = expected(name, "inputs");
    return Nd4j.create(inputs)
        .reshape(inputs.length, channels, height, width)
        .permute(0, 2, 3, 1)
        .dup('c');
  }

  private static void assertEqual(String name, INDArray expected) throws IOException {
    float[][] inputs = expected(name, "inputs");
    AnnModel model = KerasModel.read(FIXTURES.resolve(name));
    ReferenceForward forward = new ReferenceForward(model.graph());
    for (int i = 0; i < inputs.length; i++) {
      assertArrayEquals(expected.getRow(i).toFloatVector(), forward.run(inputs[i]), 1e-5f);
    }
  }
}
