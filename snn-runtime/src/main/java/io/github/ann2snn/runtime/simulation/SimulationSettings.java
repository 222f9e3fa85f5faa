package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.Readout;

/**
 * How a network is run.
 *
 * @param timesteps number of steps T, 1 ... {@value #MAX_TIMESTEPS}
 * @param coding input coding
 * @param readout readout
 * @param seed of the random input spikes; a sample's stream depends on the seed and its index alone
 */
public record SimulationSettings(int timesteps, InputCoding coding, Readout readout, long seed) {
  /** The most steps of a run. */
  public static final int MAX_TIMESTEPS = 65_536;

  /**
   * @throws IllegalArgumentException if {@code timesteps} is out of range
   */
  public SimulationSettings {
    if (timesteps < 1 || timesteps > MAX_TIMESTEPS) {
      throw new IllegalArgumentException(
          "timesteps is " + timesteps + ", expected 1 to " + MAX_TIMESTEPS);
    }
  }
}
