package io.github.ann2snn.train.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.model.TrainingConfig.Loss;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.Samples;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClassifierTest {
  private static final Split SAMPLES = Samples.split(203, 77);

  private static MultiLayerNetwork network(Activation activation, Loss loss) {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().activation(activation).loss(loss).build());
    network.getLayer(0).getParam("b").addi(0.1);
    network.getLayer(2).getParam("b").addi(-0.2);
    return network;
  }

  /** A layer's weighted sums for one sample, in plain Java. */
  private static double[] affine(MultiLayerNetwork network, int layer, double[] input) {
    INDArray weights = network.getLayer(layer).getParam("W");
    INDArray bias = network.getLayer(layer).getParam("b");
    double[] sums = new double[(int) bias.length()];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = bias.getDouble(j);
      for (int i = 0; i < input.length; i++) {
        sums[j] += input[i] * weights.getDouble(i, j);
      }
    }
    return sums;
  }

  private static double[] toDouble(float[] values, int from, int length) {
    double[] part = new double[length];
    Arrays.setAll(part, i -> values[from + i]);
    return part;
  }

  private static double apply(Activation activation, double z) {
    return switch (activation) {
      case RELU -> Math.max(0, z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
      case QCFS -> throw new IllegalArgumentException("qcfs is a layer of its own");
    };
  }

  @ParameterizedTest
  @CsvSource({"RELU,MCXENT", "SIGMOID,MSE", "TANH,MCXENT"})
  void handsOutHiddenActivationsAndLogits(Activation activation, Loss loss) {
    MultiLayerNetwork network = network(activation, loss);
    int[] sizes = {7, 11, 5, 3};
    int[] seen = new int[1];
    new Classifier(network, 64)
        .forEachActivations(
            SAMPLES,
            (rows, inputs, activations) -> {
              assertEquals(3, activations.length);
              for (int row = 0; row < rows; row++) {
                double[] previous = toDouble(inputs, row * 7, 7);
                assertArrayEquals(toDouble(SAMPLES.sample(seen[0]++), 0, 7), previous);
                for (int layer = 0; layer < 3; layer++) {
                  double[] expected = affine(network, layer, previous);
                  if (layer < 2) {
                    Arrays.setAll(expected, j -> apply(activation, expected[j]));
                  }
                  int width = sizes[layer + 1];
                  previous = toDouble(activations[layer], row * width, width);
                  assertArrayEquals(expected, previous, 1e-5);
                }
              }
            });
    assertEquals(203, seen[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 203, 512})
  void predictionsDoNotDependOnTheBatch(int batch) {
    MultiLayerNetwork network = network(Activation.RELU, Loss.MCXENT);
    int[] expected = new Classifier(network).predict(SAMPLES);
    assertArrayEquals(expected, new Classifier(network, batch).predict(SAMPLES));
    assertArrayEquals(
        Arrays.copyOfRange(expected, 100, 103),
        new Classifier(network).predict(SAMPLES.slice(100, 103)));
    assertTrue(Arrays.stream(expected).distinct().count() > 1);
  }

  @Test
  void predictsTheLargestOutput() {
    MultiLayerNetwork network = network(Activation.RELU, Loss.MCXENT);
    int[] classes = new Classifier(network).predict(SAMPLES);
    int correct = 0;
    for (int i = 0; i < SAMPLES.size(); i++) {
      double[] values = toDouble(SAMPLES.sample(i), 0, 7);
      for (int layer = 0; layer < 3; layer++) {
        double[] sums = affine(network, layer, values);
        if (layer < 2) {
          Arrays.setAll(sums, j -> Math.max(0, sums[j]));
        }
        values = sums;
      }
      double largest = Arrays.stream(values).max().orElseThrow();
      assertEquals(largest, values[classes[i]], 1e-6);
      correct += classes[i] == SAMPLES.label(i) ? 1 : 0;
    }
    assertEquals(correct / 203.0, new Classifier(network).accuracy(SAMPLES));
  }

  @Test
  void tiesGoToTheLowestIndex() {
    MultiLayerNetwork network = network(Activation.RELU, Loss.MCXENT);
    network.params().assign(0);
    assertArrayEquals(new int[203], new Classifier(network).predict(SAMPLES));
    network.getLayer(2).getParam("b").putScalar(1, 0.5).putScalar(2, 0.5);
    assertEquals(203, Arrays.stream(new Classifier(network).predict(SAMPLES)).sum());
  }

  @Test
  void keepsApartLogitsThatSigmoidRoundsToOne() {
    MultiLayerNetwork network = network(Activation.RELU, Loss.MSE);
    network.params().assign(0);
    network.getLayer(2).getParam("b").putScalar(0, 40).putScalar(2, 50);
    assertEquals(406, Arrays.stream(new Classifier(network).predict(SAMPLES)).sum());
  }

  @Test
  void leavesTheNetworkAlone() {
    MultiLayerNetwork network = network(Activation.RELU, Loss.MCXENT);
    INDArray sample = Nd4j.createFromArray(new float[][] {SAMPLES.sample(5)});
    INDArray before = network.output(sample);
    new Classifier(network).predict(SAMPLES);
    assertEquals(before, network.output(sample));
    assertEquals(1, before.sumNumber().doubleValue(), 1e-6);
  }

  @Test
  void refusesAnotherWidthAndNoSamples() {
    Classifier classifier = new Classifier(network(Activation.RELU, Loss.MCXENT));
    Split other = Split.ofFloats(new float[8], new byte[1], 8);
    assertEquals(
        "samples must have the network's 7 inputs; got 8",
        assertThrows(IllegalArgumentException.class, () -> classifier.predict(other)).getMessage());
    Split none = SAMPLES.slice(0, 0);
    assertEquals(
        "accuracy needs at least one sample",
        assertThrows(IllegalArgumentException.class, () -> classifier.accuracy(none)).getMessage());
  }
}
