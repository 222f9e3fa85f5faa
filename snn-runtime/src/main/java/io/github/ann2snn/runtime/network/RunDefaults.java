package io.github.ann2snn.runtime.network;

/**
 * How a network is meant to be run, unless its user says otherwise.
 *
 * @param timesteps number of steps, at least 1
 * @param coding input coding
 * @param readout readout
 */
public record RunDefaults(int timesteps, InputCoding coding, Readout readout) {
  /**
   * @throws IllegalArgumentException if {@code timesteps} is not positive
   */
  public RunDefaults {
    if (timesteps < 1) {
      throw new IllegalArgumentException("timesteps is " + timesteps + ", expected at least 1");
    }
  }
}
