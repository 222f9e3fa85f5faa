package io.github.ann2snn.train.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.model.TrainingConfig.Loss;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.TrainingConfigBuilder;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each layer against Deeplearning4j's, and one network against central differences. */
class TrainingStepTest {
  private static final int ROWS = 37;

  /** A network with weights that are not zero anywhere, and samples for it. */
  private record Case(TrainingConfig config, MultiLayerNetwork network, float[] x, float[] y) {
    static Case of(TrainingConfig config, int rows) {
      MultiLayerNetwork network = NetworkFactory.create(config);
      Random random = new Random(config.seed());
      float[] parameters = network.params().dup('c').data().asFloat();
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] += 0.1f * random.nextFloat();
      }
      ArrayMemory.floats(network.params()).put(0, parameters);
      float[] x = new float[rows * config.architecture().inputs()];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat();
      }
      int classes = config.architecture().outputs();
      float[] y = new float[rows * classes];
      for (int row = 0; row < rows; row++) {
        y[row * classes + random.nextInt(classes)] = 1;
      }
      return new Case(config, network, x, y);
    }

    int rows() {
      return x.length / config.architecture().inputs();
    }

    INDArray samples(DataType type) {
      return ArrayMemory.matrix(x, rows(), x.length / rows()).castTo(type);
    }

    INDArray labels(DataType type) {
      return ArrayMemory.matrix(y, rows(), y.length / rows()).castTo(type);
    }

    double byStep(TrainingStep step) {
      System.arraycopy(x, 0, step.inputs(), 0, x.length);
      System.arraycopy(y, 0, step.labels(), 0, y.length);
      return step.gradients(rows());
    }

    float[] gradients() {
      return network.getFlattenedGradients().dup('c').data().asFloat();
    }
  }

  private static TrainingConfigBuilder config(String architecture) {
    return TrainingConfigBuilder.of(Architecture.parse(architecture)).seed(5);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "9-7-5-3, RELU, MCXENT",
    "9-3, SIGMOID, MSE",
    "9-7-5-4, TANH, MSE",
    "9-19-5-4, SIGMOID, MCXENT",
    "9-7-bn-5-bn-3, RELU, MCXENT",
    "9-8-bn-5-3, QCFS, MCXENT",
    "7x6x2-c3k3-c4k2-3, RELU, MCXENT",
    "7x6x2-c3k3x2s2x1p1d2x1-a2x1s1-c4k2-3, RELU, MSE",
    "9x9x1-c5k5s2p2-bn-c3k3p2d2-m5-2-3, RELU, MCXENT",
    "9x9x1-c5k1-c3k9-3, TANH, MCXENT",
    "8x7x2-c3k3s2p0+1x1-m2s1p0+1-c4k2p0+1-3, RELU, MCXENT",
    "8x8x1-c4k3p1-a3s2p1-c3k2-bn-4-3, QCFS, MCXENT",
    "8x7x3-c6k3g3-a2-c6k2p1g6-3, RELU, MCXENT",
    "8x7x3-c6k3x2s2p1g3-bn-m3s2p1-3, SIGMOID, MCXENT",
    "6x6x2-c4k3-gap-3, RELU, MCXENT",
    "6x6x2-c4k3-bn-gmp-5-3, RELU, MCXENT",
    "6x5x2-a2-3, RELU, MCXENT",
    // more patches than a chunk takes
    "28x28x1-c2k9-c2k13-3, RELU, MCXENT"
  })
  void computesWhatDl4jComputes(String architecture, Activation activation, Loss loss) {
    TrainingConfigBuilder builder = config(architecture).activation(activation).loss(loss);
    TrainingConfig config =
        activation == Activation.QCFS ? builder.levels(4).build() : builder.build();
    Case one = Case.of(config, ROWS);
    double actual = one.byStep(TrainingStep.of(one.network, config, ROWS + 3));
    float[] gradients = one.gradients();
    one.network.setInput(one.samples(DataType.FLOAT));
    one.network.setLabels(one.labels(DataType.FLOAT));
    one.network.computeGradientAndScore();
    assertEquals(one.network.score(), actual, 1e-5);
    assertClose(one.gradients(), gradients);
  }

  private static void assertClose(float[] expected, float[] actual) {
    double largest = 0;
    for (float g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertTrue(largest > 1e-3, "all gradients are small");
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 3e-5 * largest, "gradient " + i);
    }
  }
}
