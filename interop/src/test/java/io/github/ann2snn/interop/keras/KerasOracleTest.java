package io.github.ann2snn.interop.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against DL4J's own import, which gives networks whose channels come last. */
class KerasOracleTest {
  @Test
  void sequential() throws Exception {
    Path file = Fixtures.path("cnn.h5");
    INDArray samples = channelsLast("cnn.h5", 2, 8, 8);
    assertEqual(
        "cnn.h5",
        KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false)
            .output(samples));
  }

  @Test
  void functional() throws Exception {
    Path file = Fixtures.path("graph.h5");
    INDArray samples = channelsLast("graph.h5", 2, 8, 7);
    assertEqual(
        "graph.h5",
        KerasModelImport.importKerasModelAndWeights(file.toString(), false).output(samples)[0]);
  }

  private static INDArray channelsLast(String name, int channels, int height, int width) {
    float[][] inputs = Fixtures.expected(name, "inputs");
    return Nd4j.create(inputs)
        .reshape(inputs.length, channels, height, width)
        .permute(0, 2, 3, 1)
        .dup('c');
  }

  private static void assertEqual(String name, INDArray expected) throws Exception {
    float[][] inputs = Fixtures.expected(name, "inputs");
    float[][] actual =
        KerasModelTest.outputs(
            KerasModel.read(Fixtures.path(name), Optional.empty()).network(), inputs);
    for (int i = 0; i < actual.length; i++) {
      assertArrayEquals(expected.getRow(i).toFloatVector(), actual[i], 1e-5f);
    }
  }
}
