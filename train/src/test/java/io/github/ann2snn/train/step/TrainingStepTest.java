package io.github.ann2snn.train.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.training.NetworkFactory;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

    /** Of each parameter whether it is a statistic that batch normalisation keeps. */
    boolean[] statistics() {
      boolean[] statistics = new boolean[(int) network.numParams()];
      int to = 0;
      for (NetworkStage stage : ConfigurationReader.stages(network)) {
        to += (int) stage.parameters();
        if (stage.stage() instanceof Stage.BatchNorm) {
          Arrays.fill(statistics, to - 2 * stage.input().channels(), to, true);
        }
      }
      return statistics;
    }

    /** Deeplearning4j's sums divided by the samples; statistics are not. */
    float[] meanGradients() {
      boolean[] statistics = statistics();
      float[] gradients = gradients();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] /= statistics[i] ? 1 : rows();
      }
      return gradients;
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
    assertClose(one.meanGradients(), gradients);
  }

  /** By its own functions, in double: of Deeplearning4j's network only the loss is asked for. */
  @ParameterizedTest
  @CsvSource({
    "6x6x1-c3k3p1-bn-a2-c4k2s2-3, TANH, MCXENT",
    "6x6x1-c3k3-m2-4-bn-3, SIGMOID, MSE",
    "5x5x2-c4k3g2-gap-3, RELU, MCXENT"
  })
  void agreesWithCentralDifferences(String architecture, Activation activation, Loss loss) {
    TrainingConfig config = config(architecture).activation(activation).loss(loss).build();
    Case one = Case.of(config, 6);
    one.byStep(TrainingStep.of(one.network, config, 6));
    float[] gradients = one.gradients();
    MultiLayerNetwork exact = NetworkFactory.create(config, DataType.DOUBLE);
    double[] at = one.network.params().castTo(DataType.DOUBLE).dup('c').data().asDouble();
    boolean[] isStatistic = one.statistics();
    double step = 1e-5;
    for (int i = 0; i < at.length; i++) {
      if (!isStatistic[i]) {
        double value = at[i];
        at[i] = value + step;
        double up = exactLoss(exact, at, one);
        at[i] = value - step;
        double down = exactLoss(exact, at, one);
        at[i] = value;
        assertEquals((up - down) / (2 * step), gradients[i], 2e-6, "gradient " + i);
      }
    }
  }

  private static double exactLoss(MultiLayerNetwork network, double[] parameters, Case one) {
    network.params().assign(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
    network.setInput(one.samples(DataType.DOUBLE));
    network.setLabels(one.labels(DataType.DOUBLE));
    network.computeGradientAndScore();
    return network.score();
  }

  /** A part of a batch, and the whole, whatever was there before. */
  @Test
  void roomIsUsedAgain() {
    TrainingConfig config = config("6x6x1-c3k3-bn-m2-4-3").build();
    Case large = Case.of(config, 23);
    Case small = new Case(config, large.network, head(large.x, 9, 36), head(large.y, 9, 3));
    TrainingStep step = TrainingStep.of(large.network, config, 23);
    double loss = small.byStep(step);
    float[] gradients = small.gradients();
    large.byStep(step);
    step.run(23, 5);
    assertEquals(loss, small.byStep(step));
    assertArrayEquals(gradients, small.gradients());
    assertEquals(
        "a batch of 24 samples, of 23 at most",
        assertThrows(IllegalArgumentException.class, () -> step.gradients(24)).getMessage());
  }

  private static float[] head(float[] values, int rows, int width) {
    return Arrays.copyOf(values, rows * width);
  }

  @ParameterizedTest
  @CsvSource({"9-7-5-3, RELU", "6x6x2-c4k3-bn-a2-4-bn-3, TANH", "6x6x2-c4k3g2-m2-3, QCFS"})
  void runsWhatDl4jRuns(String architecture, Activation activation) {
    int levels = activation == Activation.QCFS ? 4 : 0;
    TrainingConfig config =
        config(architecture).activation(activation).levels(levels).dropout(0.5).build();
    Case one = Case.of(config, ROWS);
    TrainingStep step = TrainingStep.of(one.network, config, ROWS);
    System.arraycopy(one.x, 0, step.inputs(), 0, one.x.length);
    int stages = ConfigurationReader.stages(one.network).size();
    float[] logits = step.run(ROWS, stages);
    float[][] expected = one.network.output(one.samples(DataType.FLOAT)).toFloatMatrix();
    for (int row = 0; row < ROWS; row++) {
      double total = 0;
      for (int c = 0; c < 3; c++) {
        total += Math.exp(logits[row * 3 + c]);
      }
      for (int c = 0; c < 3; c++) {
        assertEquals(expected[row][c], Math.exp(logits[row * 3 + c]) / total, 1e-5);
      }
    }
    assertEquals(one.x[0], step.run(1, 0)[0]);
  }

  /** The gradient of a weight is zero where its input was dropped; what is kept counts double. */
  @Test
  void dropsHalfOfTheHiddenNeurons() {
    TrainingConfig config = config("9-400-3").dropout(0.5).build();
    Case one = Case.of(config, 1);
    TrainingStep step = TrainingStep.of(one.network, config, 1);
    step.beginEpoch(7);
    one.byStep(step);
    float[] first = one.gradients();
    one.byStep(step);
    float[] second = one.gradients();
    step.beginEpoch(7);
    one.byStep(step);
    assertArrayEquals(first, one.gradients(), "the same seed drops the same neurons");
    int output = 9 * 400 + 400;
    int dropped = 0;
    int changed = 0;
    for (int i = 0; i < 400; i++) {
      dropped += first[output + i] == 0 ? 1 : 0;
      changed += (first[output + i] == 0) != (second[output + i] == 0) ? 1 : 0;
    }
    one.byStep(TrainingStep.of(one.network, config("9-400-3").build(), 1));
    float[] plain = one.gradients();
    int dead = 0;
    for (int i = 0; i < 400; i++) {
      dead += plain[output + i] == 0 ? 1 : 0;
      if (plain[output + i] == 0) {
        assertEquals(0, first[output + i]);
      }
    }
    int alive = 400 - dead;
    assertTrue(alive > 100, "alive " + alive);
    assertEquals(0.5, (dropped - dead) / (double) alive, 0.15);
    assertTrue(changed > alive / 4, "another sample drops others");
  }

  private static void assertClose(float[] expected, float[] actual) {
    double largest = 0;
    for (float g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertTrue(largest > 1e-4, "all gradients are small");
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 3e-5 * largest, "gradient " + i);
    }
  }
}
