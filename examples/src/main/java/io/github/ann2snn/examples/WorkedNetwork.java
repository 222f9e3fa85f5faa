package io.github.ann2snn.examples;

import io.github.ann2snn.files.Text;
import java.util.Arrays;

/**
 * The network of {@code docs/backpropagation.md}: 2 inputs, 3 hidden neurons, 1 output, sigmoid
 * everywhere. One step of backpropagation, in plain arithmetic.
 */
public final class WorkedNetwork {
  private static final double[] X = {2, 3};
  private static final double Y = 1;
  private static final double[][] W1 = {{0.1, -0.2, 0.3}, {0.4, 0.5, -0.6}};
  private static final double[] B1 = {0.05, -0.1, 0.15};
  private static final double[] W2 = {0.7, -0.8, 0.9};
  private static final double B2 = 0.2;
  private static final double RATE = 0.5;

  private WorkedNetwork() {}

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double[] hidden(double[][] w1, double[] b1) {
    double[] a1 = b1.clone();
    for (int j = 0; j < a1.length; j++) {
      for (int i = 0; i < X.length; i++) {
        a1[j] += X[i] * w1[i][j];
      }
      a1[j] = sigmoid(a1[j]);
    }
    return a1;
  }

  private static double output(double[] a1, double[] w2, double b2) {
    double z2 = b2;
    for (int j = 0; j < a1.length; j++) {
      z2 += a1[j] * w2[j];
    }
    return sigmoid(z2);
  }

  private static double loss(double output) {
    return (Y - output) * (Y - output) / 2;
  }

  private static String text(double... values) {
    String[] words = Arrays.stream(values).mapToObj(v -> Text.of("%.8f", v)).toArray(String[]::new);
    return String.join(", ", words);
  }

  /** Takes no arguments. */
  public static void main(String[] args) {
    double[] a1 = hidden(W1, B1);
    double output = output(a1, W2, B2);
    System.out.println("a1 = " + text(a1));
    System.out.println("output " + text(output) + ", loss " + text(loss(output)));

    // Backward: the derivative of the loss by each sum, from the output to the input.
    double delta2 = (output - Y) * output * (1 - output);
    double[] delta1 = new double[a1.length];
    double[][] w1 = {W1[0].clone(), W1[1].clone()};
    double[] b1 = B1.clone();
    double[] w2 = W2.clone();
    for (int j = 0; j < a1.length; j++) {
      delta1[j] = delta2 * W2[j] * a1[j] * (1 - a1[j]);
      w2[j] -= RATE * a1[j] * delta2;
      b1[j] -= RATE * delta1[j];
      for (int i = 0; i < X.length; i++) {
        w1[i][j] -= RATE * X[i] * delta1[j];
      }
    }
    System.out.println("delta2 = " + text(delta2));
    System.out.println("delta1 = " + text(delta1));

    double after = output(hidden(w1, b1), w2, B2 - RATE * delta2);
    System.out.println("after one step: output " + text(after) + ", loss " + text(loss(after)));
  }
}
