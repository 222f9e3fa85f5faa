package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The worked example of docs/backpropagation.md: by hand, by DL4J and by differences. */
class BackpropagationTest {
  private static final double[] X = {2, 3};
  private static final double Y = 1;

  /** W1 (2 x 3, row-major), b1 (3), W2 (3 x 1), b2 (1). */
  private static final double[] PARAMETERS = {
    0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.05, -0.1, 0.15, 0.7, -0.8, 0.9, 0.2
  };

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double[] hidden(double[] p) {
    double[] a1 = new double[3];
    for (int j = 0; j < 3; j++) {
      a1[j] = sigmoid(X[0] * p[j] + X[1] * p[3 + j] + p[6 + j]);
    }
    return a1;
  }

  private static double output(double[] p) {
    double[] a1 = hidden(p);
    return sigmoid(a1[0] * p[9] + a1[1] * p[10] + a1[2] * p[11] + p[12]);
  }

  private static double loss(double[] p) {
    double error = Y - output(p);
    return 0.5 * error * error;
  }

  private static double[] byHand(double[] p) {
    double[] a1 = hidden(p);
    double predicted = output(p);
    double delta2 = (predicted - Y) * predicted * (1 - predicted);
    double[] gradient = new double[13];
    for (int j = 0; j < 3; j++) {
      double delta1 = delta2 * p[9 + j] * a1[j] * (1 - a1[j]);
      gradient[j] = X[0] * delta1;
      gradient[3 + j] = X[1] * delta1;
      gradient[6 + j] = delta1;
      gradient[9 + j] = a1[j] * delta2;
    }
    gradient[12] = delta2;
    return gradient;
  }

  private static double[] byDifferences(double[] p) {
    double step = 1e-5;
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += step;
      down[i] -= step;
      gradient[i] = (loss(up) - loss(down)) / (2 * step);
    }
    return gradient;
  }

  private static MultiLayerNetwork network(double[] p) {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse("2-3-1"))
            .activation(Activation.SIGMOID)
            .loss(Loss.MSE)
            .updater(Updater.SGD)
            .learningRate(0.5)
            .build();
    MultiLayerNetwork network = NetworkFactory.create(config, DataType.DOUBLE);
    network.setParam("0_W", Nd4j.createFromArray(p).get(range(0, 6)).reshape('c', 2, 3));
    network.setParam("0_b", Nd4j.createFromArray(p).get(range(6, 9)).reshape(1, 3));
    network.setParam("1_W", Nd4j.createFromArray(p).get(range(9, 12)).reshape(3, 1));
    network.setParam("1_b", Nd4j.createFromArray(p).get(range(12, 13)).reshape(1, 1));
    return network;
  }

  private static INDArrayIndex range(int from, int to) {
    return NDArrayIndex.interval(from, to);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static double[] byDl4j(double[] p) {
    MultiLayerNetwork network = network(p);
    network.setInput(Nd4j.createFromArray(new double[][] {X}));
    network.setLabels(Nd4j.createFromArray(new double[][] {{Y}}));
    network.computeGradientAndScore();
    assertEquals(loss(p), network.score(), 1e-15);
    double[] gradient = new double[13];
    int at = 0;
    for (String name : new String[] {"0_W", "0_b", "1_W", "1_b"}) {
      double[] part = values(network.gradient().getGradientFor(name));
      System.arraycopy(part, 0, gradient, at, part.length);
      at += part.length;
    }
    return gradient;
  }

  @Test
  void dl4jsGradientsAreThoseDerivedByHand() {
    assertArrayEquals(byHand(PARAMETERS), byDl4j(PARAMETERS), 1e-15);
  }

  @Test
  void centralDifferencesAgree() {
    assertArrayEquals(byHand(PARAMETERS), byDifferences(PARAMETERS), 1e-10);
  }

  @Test
  void aStepAgainstTheGradientLowersTheLoss() {
    double[] next = step(PARAMETERS, byHand(PARAMETERS), 0.5);
    MultiLayerNetwork network = network(PARAMETERS);
    network.fit(
        Nd4j.createFromArray(new double[][] {X}), Nd4j.createFromArray(new double[][] {{Y}}));
    assertEquals(
        output(next), network.output(Nd4j.createFromArray(new double[][] {X})).getDouble(0), 1e-15);
    assertTrue(loss(next) < loss(PARAMETERS));
  }

  private static double[] step(double[] p, double[] gradient, double rate) {
    double[] next = p.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] -= rate * gradient[i];
    }
    return next;
  }

  @Test
  void theTwoCommonErrorsFail() {
    double[] gradient = byHand(PARAMETERS);
    assertTrue(loss(step(PARAMETERS, gradient, -0.5)) > loss(PARAMETERS));
    double withOutputInsteadOfInput = output(PARAMETERS) * gradient[12];
    assertTrue(Math.abs(withOutputInsteadOfInput - byDifferences(PARAMETERS)[9]) > 0.01);
  }

  @Test
  void thePageStatesTheseNumbers() throws IOException {
    double[] gradient = byHand(PARAMETERS);
    double[] better = step(PARAMETERS, gradient, 0.5);
    List<Double> stated = new ArrayList<>(List.of(output(PARAMETERS), loss(PARAMETERS)));
    Arrays.stream(hidden(PARAMETERS)).forEach(stated::add);
    Arrays.stream(gradient).forEach(stated::add);
    stated.addAll(List.of(output(better), loss(better)));
    stated.add(loss(step(PARAMETERS, gradient, -0.5)));
    stated.add(output(PARAMETERS) * gradient[12]);
    String page = Files.readString(Path.of("../docs/backpropagation.md"));
    for (double number : stated) {
      String text = String.format(Locale.ROOT, "%.8f", number);
      assertTrue(page.contains(text), text + " is not in docs/backpropagation.md");
    }
  }
}
