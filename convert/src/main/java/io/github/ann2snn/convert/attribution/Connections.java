package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.runtime.connection.Connection;
import java.util.Arrays;

/** What attribution needs of a connection. */
final class Connections {
  private Connections() {}

  /** {@code b_j + sum_i w_ji x_i}, in double precision. */
  static double[] sum(Connection connection, double[] x) {
    double[] y = new double[connection.outputs()];
    Arrays.setAll(y, connection::bias);
    for (int i = 0; i < x.length; i++) {
      double value = x[i];
      if (value != 0) {
        connection.forEachTarget(i, (j, w) -> y[j] += w * value);
      }
    }
    return y;
  }

  /** The same connection with all weights and all biases multiplied. */
  static Connection scaled(Connection connection, double weights, double biases) {
    return connection.withParameters(
        times(connection.weight(), weights), times(connection.bias(), biases));
  }

  private static float[] times(float[] values, double factor) {
    float[] products = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = (float) (values[i] * factor);
    }
    return products;
  }
}
