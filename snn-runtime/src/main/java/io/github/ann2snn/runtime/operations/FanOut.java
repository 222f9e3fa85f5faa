package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * How many operations the inputs of a connection cost.
 *
 * @param common the fan-out of every input, where they all have the same
 * @param each the fan-out of each input; null where they all have the same
 */
record FanOut(long common, int[] each) {
  /** Every path counts. */
  static FanOut of(Connection connection) {
    if (connection instanceof Affine) {
      return new FanOut(connection.fanOut(0), null);
    }
    int[] each = new int[connection.inputs()];
    for (int i = 0; i < each.length; i++) {
      each[i] = connection.fanOut(i);
    }
    return new FanOut(0, each);
  }

  /** Only paths count whose weight is not zero. */
  static FanOut effective(Connection connection) {
    int[] each = new int[connection.inputs()];
    for (int i = 0; i < each.length; i++) {
      int input = i;
      connection.forEachTarget(i, (j, w) -> each[input] += w != 0 ? 1 : 0);
    }
    return new FanOut(0, each);
  }

  /** Whether a stored weight is zero. */
  static boolean hasZero(Connection connection) {
    for (float w : connection.weight()) {
      if (w == 0) {
        return true;
      }
    }
    return false;
  }

  /** Operations of the spikes at step {@code t}. */
  long arrivals(SpikeTrain train, int t) {
    return each == null ? train.count(t) * common : train.sum(t, each);
  }

  /** Operations of a constant input: one for each path of each nonzero value. */
  long products(float[] input) {
    return each == null ? nonzero(input) * common : nonzeroPaths(input);
  }

  private static int nonzero(float[] input) {
    int nonzero = 0;
    for (float x : input) {
      // Without a branch, and as C2 can vectorise it: the sign bit of n | -n is 1 unless n is 0.
      int magnitude = Float.floatToRawIntBits(x) << 1;
      nonzero += (magnitude | -magnitude) >>> 31;
    }
    return nonzero;
  }

  private long nonzeroPaths(float[] input) {
    long paths = 0;
    for (int i = 0; i < input.length; i++) {
      paths += input[i] != 0f ? each[i] : 0;
    }
    return paths;
  }
}
