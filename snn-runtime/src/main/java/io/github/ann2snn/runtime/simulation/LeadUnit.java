package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;

/**
 * The unit of the lead of a class over another.
 *
 * @param name {@code spikes} under spike readout; otherwise {@code thresholds} where all neurons of
 *     the output layer have the same threshold, and {@code potential} where they have not
 * @param size of one unit: the common threshold, or 1
 */
public record LeadUnit(String name, float size) {
  /** The unit that a network's leads have under a readout. */
  public static LeadUnit of(SpikingNetwork network, Readout readout) {
    if (readout == Readout.SPIKES) {
      return new LeadUnit("spikes", 1);
    }
    float[] thresholds =
        network.layers().get(network.layers().size() - 1).neurons().firing().threshold();
    if (thresholds[0] == Firing.NEVER) {
      return new LeadUnit("potential", 1);
    }
    for (float threshold : thresholds) {
      if (threshold != thresholds[0]) {
        return new LeadUnit("potential", 1);
      }
    }
    return new LeadUnit("thresholds", thresholds[0]);
  }
}
