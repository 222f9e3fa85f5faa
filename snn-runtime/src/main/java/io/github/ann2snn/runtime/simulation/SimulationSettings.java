package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.Serializable;

/**
 * How a network is run.
 *
 * @param timesteps number of steps T, 1 ... {@value #MAX_TIMESTEPS}
 * @param coding how input values enter the network
 * @param readout how the class is read from the output layer
 * @param readoutStart the step, 1 ... T, from which on outputs count; see {@link Decisions}
 * @param seed of the random input spikes; a sample's stream depends on the seed and its index alone
 */
public record SimulationSettings(
    int timesteps, InputCoding coding, Readout readout, int readoutStart, long seed)
    implements Serializable {
  /** The seed of the random input spikes, unless a user says otherwise. */
  public static final long DEFAULT_SEED = 42;

  /** The most steps of a run. */
  public static final int MAX_TIMESTEPS = 65_536;

  /**
   * Checks the numbers.
   *
   * @param timesteps number of steps T, 1 ... {@value #MAX_TIMESTEPS}
   * @param coding how input values enter the network
   * @param readout how the class is read from the output layer
   * @param readoutStart the step, 1 ... T, from which on outputs count; see {@link Decisions}
   * @param seed of the random input spikes; a sample's stream depends on the seed and its index
   *     alone
   * @throws IllegalArgumentException if {@code timesteps} is out of range, or {@code readoutStart}
   *     not one of them
   */
  public SimulationSettings {
    if (timesteps < 1 || timesteps > MAX_TIMESTEPS) {
      throw Refusal.of("timesteps is %s, expected 1 to %s", timesteps, MAX_TIMESTEPS);
    }
    Refusal.when(
        readoutStart < 1 || readoutStart > timesteps,
        "readout start is %s, expected 1 to %s, the last step",
        readoutStart,
        timesteps);
  }

  /**
   * Outputs count from the first step on.
   *
   * @param timesteps number of steps T, 1 ... {@value #MAX_TIMESTEPS}
   * @param coding how input values enter the network
   * @param readout how the class is read from the output layer
   * @param seed of the random input spikes; a sample's stream depends on the seed and its index
   *     alone
   * @throws IllegalArgumentException if {@code timesteps} is out of range
   */
  public SimulationSettings(int timesteps, InputCoding coding, Readout readout, long seed) {
    this(timesteps, coding, readout, 1, seed);
  }

  /**
   * {@return settings as the network is meant to be run ({@link SpikingNetwork#defaults}), with the
   * default seed}
   *
   * @param network to run
   * @throws IllegalArgumentException if that is more steps than can be run
   */
  public static SimulationSettings of(SpikingNetwork network) {
    return of(network.defaults(), DEFAULT_SEED);
  }

  /**
   * {@return settings as a network is meant to be run}
   *
   * @param defaults how a network is meant to be run
   * @param seed of the random input spikes
   * @throws IllegalArgumentException if that is more steps than can be run
   */
  public static SimulationSettings of(RunDefaults defaults, long seed) {
    return new SimulationSettings(
        defaults.timesteps(), defaults.coding(), defaults.readout(), defaults.readoutStart(), seed);
  }

  /**
   * {@return the same with another number of steps; outputs count from the last of them on at the
   * latest}
   *
   * @param other number of steps, 1 ... {@value #MAX_TIMESTEPS}
   * @throws IllegalArgumentException if that is out of range
   */
  public SimulationSettings withTimesteps(int other) {
    return new SimulationSettings(other, coding, readout, Math.min(readoutStart, other), seed);
  }

  /**
   * {@return the same with outputs that count from another step on}
   *
   * @param other the step, 1 ... T
   * @throws IllegalArgumentException if there is no such step
   */
  public SimulationSettings withReadoutStart(int other) {
    return new SimulationSettings(timesteps, coding, readout, other, seed);
  }

  /** {@return these, but for the seed, as a network's file says them} */
  public RunDefaults defaults() {
    return new RunDefaults(timesteps, coding, readout, readoutStart);
  }
}
