package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;

/**
 * Where the neurons of feature maps lie: channels last, position by position, so that what a spike
 * adds to all channels of a position lies side by side.
 *
 * @param maps shape of the neurons
 * @param lanes places of a position: its channels and some that are empty
 * @param places of the neurons, which are numbered channels first, or of their lines
 */
record MapsLayout(FeatureMaps maps, int lanes, int[] places) {
  /** The layout of maps. */
  static MapsLayout of(FeatureMaps maps) {
    int lanes = NeuronProgram.padded(maps.channels());
    int[] places = new int[maps.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = j % maps.area() * lanes + maps.channel(j);
    }
    return new MapsLayout(maps, lanes, places);
  }

  /** The layout of neurons; those that form no maps are as many channels of one value. */
  static MapsLayout of(List<Integer> shape) {
    return of(
        shape.size() == 3
            ? new FeatureMaps(shape.get(0), shape.get(1), shape.get(2))
            : new FeatureMaps(shape.get(0), 1, 1));
  }

  /**
   * The layout of the lines of signed neurons ({@link SpikeTrain}): those of channel c are the
   * channels {@code 2c} and {@code 2c + 1}.
   */
  MapsLayout lines() {
    MapsLayout both = of(new FeatureMaps(2 * maps.channels(), maps.height(), maps.width()));
    int area = maps.area();
    int[] lines = new int[both.places.length];
    for (int line = 0; line < lines.length; line++) {
      int neuron = line / 2;
      lines[line] = both.places[(neuron / area * 2 + line % 2) * area + neuron % area];
    }
    return new MapsLayout(both.maps, both.lanes, lines);
  }

  /** Room for what neurons of this layout do in some steps. */
  MapSpikes spikes(int timesteps) {
    return new MapSpikes(maps.area(), lanes, timesteps);
  }

  /** Number of places. */
  int stride() {
    return Math.multiplyExact(maps.area(), lanes);
  }
}
