package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.Connection;
import java.util.Arrays;

/**
 * {@code y = scale x + shift}, channel by channel: what batch normalisation does at inference, with
 * {@code scale = gamma / sqrt(var + eps)} and {@code shift = beta - mean scale} (Ioffe and Szegedy
 * 2015, "Batch Normalization", algorithm 2).
 *
 * @param scale one value per channel
 * @param shift one value per channel
 */
record ChannelTransform(double[] scale, double[] shift) {
  /** Batch normalisation with its running mean and variance. */
  static ChannelTransform ofBatchNormalization(
      float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    double[] scale = new double[mean.length];
    double[] shift = new double[mean.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
      shift[c] = beta[c] - mean[c] * scale[c];
    }
    return new ChannelTransform(scale, shift);
  }

  /** This, then {@code next}. */
  ChannelTransform then(ChannelTransform next) {
    double[] both = scale.clone();
    double[] sum = shift.clone();
    for (int c = 0; c < both.length; c++) {
      both[c] *= next.scale[c];
      sum[c] = sum[c] * next.scale[c] + next.shift[c];
    }
    return new ChannelTransform(both, sum);
  }

  /** Whether every channel has a finite scale and shift. */
  boolean isFinite() {
    return Arrays.stream(scale).allMatch(Double::isFinite)
        && Arrays.stream(shift).allMatch(Double::isFinite);
  }

  /** Whether zeros, such as those of a padding, are shifted. */
  boolean shifts() {
    return Arrays.stream(shift).anyMatch(s -> s != 0);
  }

  /** Whether it turns the order of some channel's values around, or makes them all equal. */
  boolean turns() {
    return Arrays.stream(scale).anyMatch(s -> !(s > 0));
  }

  int channels() {
    return scale.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelTransform that
        && Arrays.equals(scale, that.scale)
        && Arrays.equals(shift, that.shift);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(scale) * 31 + Arrays.hashCode(shift);
  }

  /** Folds batch normalisation into weights and biases, where that is exact. */
  static final class BatchNormalizationFolding {
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
}
