package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

class JavaAdamTest {
  private static final Adam CONFIG = new Adam(0.03, 0.8, 0.95, 1e-4);

  private static float[] gradients(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 3));
    }
    return values;
  }

  @ParameterizedTest(name = "length {0}")
  @ValueSource(ints = {1, 13, 2047, 2048, 2049, 5003})
  void computesWhatNd4jComputes(int length) {
    AdamUpdater expected = new AdamUpdater(CONFIG);
    expected.setStateViewArray(Nd4j.create(1, 2 * length), new long[] {length}, 'c', true);
    // Views that begin inside a larger array, as the blocks of a network do.
    INDArray state = Nd4j.zeros(3 + 2 * length);
    INDArray m = state.get(NDArrayIndex.interval(3, 3 + length));
    INDArray v = state.get(NDArrayIndex.interval(3 + length, 3 + 2 * length));
    JavaAdam actual = new JavaAdam(CONFIG, m, v);
    for (int iteration = 0; iteration < 5; iteration++) {
      INDArray g = Nd4j.createFromArray(gradients(length, iteration));
      INDArray whole = Nd4j.concat(0, Nd4j.zeros(7), g);
      INDArray view = whole.get(NDArrayIndex.interval(7, 7 + length));
      expected.applyUpdater(g, iteration, 0);
      actual.applyUpdater(view, iteration, 0);
      assertClose(g, view);
      assertClose(expected.getM(), m);
      assertClose(expected.getV(), v);
      assertEquals(0, whole.getFloat(6));
      assertEquals(0, state.getFloat(2));
    }
  }

  /** ND4J rounds 1 - β to a float, which costs it more than the last bits. */
  private static void assertClose(INDArray expected, INDArray actual) {
    assertEquals(expected.length(), actual.length());
    double largest = expected.amaxNumber().doubleValue();
    for (long i = 0; i < expected.length(); i++) {
      double value = expected.getDouble(i);
      assertEquals(value, actual.getDouble(i), 1e-5 * Math.abs(value) + 1e-7 * largest);
    }
  }

  @Test
  void firstStepsByHand() {
    // t = 1: m = 0.2 g, v = 0.05 g²; α = 0.03 √0.05 / 0.2, so the update is 0.03 g / (|g| + ε').
    INDArray g = Nd4j.createFromArray(2f, -0.5f);
    new JavaAdam(CONFIG, Nd4j.zeros(2), Nd4j.zeros(2)).applyUpdater(g, 0, 0);
    double epsilon = 1e-4 / Math.sqrt(0.05);
    assertArrayEquals(
        new double[] {0.03 * 2 / (2 + epsilon), -0.03 * 0.5 / (0.5 + epsilon)},
        g.data().asDouble(),
        1e-8);
  }

  @Test
  void replacesAdamAndNothingElse() {
    assertTrue(installed(Updater.ADAM));
    assertTrue(!installed(Updater.SGD));
    assertTrue(!installed(Updater.NESTEROVS));
  }

  private static boolean installed(Updater updater) {
    MultiLayerNetwork network = NetworkFactory.create(Samples.config().updater(updater).build());
    JavaAdam.install(network);
    return ((BaseMultiLayerUpdater<?>) network.getUpdater())
            .getUpdaterBlocks()
            .get(0)
            .getGradientUpdater()
        instanceof JavaAdam;
  }
}
