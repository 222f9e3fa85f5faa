package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import java.util.List;

/**
 * Where the neurons of feature maps lie: channels last, position by position, so that what a spike
 * adds to all channels of a position lies side by side.
 *
 * @param maps shape of the neurons
 * @param lanes places of a position: its channels and some that are empty
 * @param places of the neurons, which are numbered channels first
 */
record MapsLayout(FeatureMaps maps, int lanes, int[] places) {
  /**
   * The layout for a population.
   *
   * @param shape of the neurons
   * @param connections that lead to it, without pooling
   */
  static MapsLayout of(List<Integer> shape, List<Connection> connections) {
    FeatureMaps maps =
        shape.size() == 3
            ? new FeatureMaps(shape.get(0), shape.get(1), shape.get(2))
            : new FeatureMaps(shape.get(0), 1, 1);
    int lanes = NeuronProgram.padded(maps.channels());
    for (Connection connection : connections) {
      if (connection instanceof Convolution convolution) {
        lanes = Math.max(lanes, ConvolutionProgram.Lanes.of(convolution).lanes());
      }
    }
    int[] places = new int[maps.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = j % maps.area() * lanes + maps.channel(j);
    }
    return new MapsLayout(maps, lanes, places);
  }

  /** Number of places. */
  int stride() {
    return Math.multiplyExact(maps.area(), lanes);
  }
}
