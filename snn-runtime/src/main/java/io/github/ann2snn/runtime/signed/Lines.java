package io.github.ann2snn.runtime.signed;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * Connections from signed neurons as connections from their lines ({@link SpikeTrain}): each weight
 * is followed by its negative, so that an event adds what {@code w s} is, to the bit, and kernels
 * need not know of signs.
 */
public final class Lines {
  private Lines() {}

  /** From the lines of neurons. */
  public static Affine of(Affine neurons) {
    float[] weight = both(neurons.weight(), 1);
    return new Affine(2 * neurons.inputs(), neurons.outputs(), weight, neurons.bias());
  }

  /** From the lines of maps: those of channel c are the channels {@code 2c} and {@code 2c + 1}. */
  public static Convolution of(Convolution maps) {
    FeatureMaps input = maps.input();
    return new Convolution(
        new FeatureMaps(2 * input.channels(), input.height(), input.width()),
        maps.outputChannels(),
        maps.window(),
        maps.groups(),
        both(maps.weight(), (int) maps.window().area()),
        maps.bias());
  }

  /** Values, and their negatives behind every {@code run} of them. */
  private static float[] both(float[] values, int run) {
    float[] both = new float[Math.multiplyExact(2, values.length)];
    for (int k = 0; k < values.length; k++) {
      int at = k + k / run * run;
      both[at] = values[k];
      both[at + run] = -values[k];
    }
    return both;
  }
}
