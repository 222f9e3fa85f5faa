package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.Connection;

/** Folds batch normalisation into weights and biases, where that is exact. */
final class BatchNormalizationFolding {
  private BatchNormalizationFolding() {}

  /**
   * The connection with what follows it before an activation: {@code w' = scale_o w}, {@code b' =
   * scale_o b + shift_o} for output channel o.
   *
   * @param after one channel for each bias of the connection
   */
  static Connection foldAfter(Connection connection, ChannelTransform after) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    int perOutput = weight.length / bias.length;
    for (int o = 0; o < bias.length; o++) {
      bias[o] = (float) (after.scale()[o] * bias[o] + after.shift()[o]);
      for (int k = 0; k < perOutput; k++) {
        int at = o * perOutput + k;
        weight[at] = (float) (after.scale()[o] * weight[at]);
      }
    }
    return connection.withParameters(weight, bias);
  }

  /**
   * The connection with what comes before it: {@code w' = scale_c w}, {@code b'_o = b_o + sum
   * shift_c w}. Not exact where a convolution pads its input with zeros, which are not shifted.
   *
   * @param before one channel for each run of consecutive weights of an output
   */
  static Connection foldBefore(Connection connection, ChannelTransform before) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    int perOutput = weight.length / bias.length;
    int perChannel = perOutput / before.channels();
    for (int o = 0; o < bias.length; o++) {
      double sum = bias[o];
      for (int k = 0; k < perOutput; k++) {
        int channel = k / perChannel;
        int at = o * perOutput + k;
        sum += before.shift()[channel] * weight[at];
        weight[at] = (float) (before.scale()[channel] * weight[at]);
      }
      bias[o] = (float) sum;
    }
    return connection.withParameters(weight, bias);
  }
}
