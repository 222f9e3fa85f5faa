package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Values;
import java.util.Arrays;

/** Multiplies what batch normalisation does into the weights before or behind it. */
final class Folding {
  private Folding() {}

  /** Every value to itself. */
  static OneToOne identity(FeatureMaps maps) {
    return OneToOne.identity(maps, Values.filled(maps.channels(), 1));
  }

  /**
   * The connection with what follows it before an activation: {@code w' = scale_o w}, {@code b' =
   * scale_o b + shift_o} for output channel o.
   *
   * @param after one channel for each output, or each that shares weights, or for neighbouring ones
   */
  static Connection after(Connection connection, ChannelTransform after) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    int channels = connection.outputs() / connection.outputsPerChannel() / after.channels();
    for (int k = 0; k < bias.length; k++) {
      int o = k / (bias.length / after.channels());
      bias[k] = (float) (after.scale()[o] * bias[k] + after.shift()[o]);
    }
    for (int at = 0; at < weight.length; at++) {
      int o = connection.outputChannel(at) / channels;
      weight[at] = (float) (after.scale()[o] * weight[at]);
    }
    return connection.withParameters(weight, bias);
  }

  /**
   * The connection with what comes before it: {@code w' = scale_c w}, {@code b'_o = b_o + sum
   * shift_c w}. Where zeros are put around values, which are not shifted, the sum depends on the
   * position, and so does the bias.
   *
   * @param before one channel for each map or number that goes in, or for each of neighbouring
   *     ones; or for each value of the maps, of which those of a map have the same factor
   */
  static Connection before(Connection connection, ChannelTransform before) {
    if (connection instanceof OneToOne direct) {
      return before(direct, before);
    }
    float[] weight = connection.weight();
    int channels = channels(connection);
    boolean byPosition =
        before.shifts()
            && connection instanceof Convolution c
            && (before.channels() > channels || c.window().isPadded() || c.hasBiasByPosition());
    float[] bias = byPosition ? shiftedByPosition(connection, before) : connection.bias();
    int outputs = connection.outputs() / connection.outputsPerChannel();
    int perOutput = weight.length / outputs;
    for (int o = 0; o < outputs; o++) {
      double sum = bias[o];
      for (int k = 0; k < perOutput; k++) {
        int channel = before.at(channel(connection, o, k), channels);
        int at = o * perOutput + k;
        sum += before.shift()[channel] * weight[at];
        weight[at] = (float) (before.scale()[channel] * weight[at]);
      }
      if (before.shifts() && !byPosition) {
        bias[o] = (float) sum;
      }
    }
    return connection.withParameters(weight, bias);
  }

  static OneToOne before(OneToOne direct, ChannelTransform before) {
    float[] weight = direct.weight();
    int[] to = direct.to();
    float[] bias = before.shifts() ? shiftedByPosition(direct, before) : direct.bias();
    int next = 0;
    for (int c = 0; c < to.length; c++) {
      if (to[c] >= 0) {
        weight[next] = (float) (before.scale()[before.at(c, to.length)] * weight[next]);
        next++;
      }
    }
    return direct.withParameters(weight, uniform(bias, direct));
  }

  /** One bias for each channel where all outputs of it have the same. */
  static float[] uniform(float[] bias, Connection connection) {
    int shared = connection.outputsPerChannel();
    if (bias.length != connection.outputs() || shared == 1) {
      return bias;
    }
    float[] perChannel = new float[bias.length / shared];
    for (int j = 0; j < bias.length; j++) {
      if (Float.compare(bias[j], bias[j / shared * shared]) != 0) {
        return bias;
      }
      perChannel[j / shared] = bias[j];
    }
    return perChannel;
  }

  /** The maps that go in, or the numbers. */
  static int channels(Connection connection) {
    if (connection instanceof Convolution convolution) {
      return convolution.input().channels();
    }
    return connection instanceof OneToOne direct ? direct.input().channels() : connection.inputs();
  }

  /** The channel that the k-th weight of an output reads; those of its group alone. */
  private static int channel(Connection connection, int o, int k) {
    return connection instanceof Convolution c
        ? o / c.outputsPerGroup() * c.channelsPerGroup() + k / (int) c.window().area()
        : k;
  }

  private static float[] shiftedByPosition(Connection connection, ChannelTransform before) {
    int perChannel = connection.inputs() / before.channels();
    double[] shifts = new double[connection.inputs()];
    Arrays.setAll(shifts, i -> before.shift()[i / perChannel]);
    return applied(connection, shifts);
  }

  /** What a connection makes of values, its biases included. */
  static float[] applied(Connection connection, double[] values) {
    double[] sums = new double[connection.outputs()];
    Arrays.setAll(sums, connection::bias);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (value != 0) {
        connection.forEachTarget(i, (j, w) -> sums[j] += value * w);
      }
    }
    float[] applied = new float[sums.length];
    for (int j = 0; j < applied.length; j++) {
      applied[j] = (float) sums[j];
    }
    return applied;
  }
}
