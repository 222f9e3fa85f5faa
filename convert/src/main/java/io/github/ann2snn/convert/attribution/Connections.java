package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Connection;
import java.util.stream.IntStream;

/** What attribution needs of a connection: all that depends on its kind is here. */
final class Connections {
  private Connections() {}

  /** {@code b_j + sum_i w_ji x_i}, in double precision. */
  static double[] sum(Connection connection, double[] x) {
    Affine affine = (Affine) connection;
    double[] y = new double[affine.outputs()];
    int[] nonzero = IntStream.range(0, x.length).filter(i -> x[i] != 0).toArray();
    for (int j = 0; j < y.length; j++) {
      double sum = affine.bias(j);
      for (int i : nonzero) {
        sum += affine.weight(j, i) * x[i];
      }
      y[j] = sum;
    }
    return y;
  }

  /** The same connection with all weights and all biases multiplied. */
  static Connection scaled(Connection connection, double weights, double biases) {
    Affine affine = (Affine) connection;
    return new Affine(
        affine.inputs(),
        affine.outputs(),
        times(affine.weight(), weights),
        times(affine.bias(), biases));
  }

  private static float[] times(float[] values, double factor) {
    float[] products = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = (float) (values[i] * factor);
    }
    return products;
  }
}
