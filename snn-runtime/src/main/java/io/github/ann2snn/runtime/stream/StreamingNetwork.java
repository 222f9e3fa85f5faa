package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;

/**
 * A network prepared for streaming: its weights are laid out once, and any number of sessions share
 * them. Immutable: any number of threads may share it, each with sessions of its own.
 */
public final class StreamingNetwork {
  private final EventDrivenSimulator simulator;

  private StreamingNetwork(SpikingNetwork network, Readout readout) {
    // Under another coding an integer network would not be prepared for values.
    SimulationSettings settings = new SimulationSettings(1, InputCoding.CURRENT, readout, 0);
    this.simulator = new EventDrivenSimulator(network, settings);
  }

  /**
   * Prepares a network, to be read out as its file says.
   *
   * @throws IllegalArgumentException if only the reference simulator can run it
   */
  public static StreamingNetwork of(SpikingNetwork network) {
    return of(network, network.defaults().readout());
  }

  /**
   * Prepares a network.
   *
   * @param readout under {@code MEMBRANE} the output layer only integrates
   * @throws IllegalArgumentException if only the reference simulator can run it
   */
  public static StreamingNetwork of(SpikingNetwork network, Readout readout) {
    return new StreamingNetwork(network, readout);
  }

  /** The network. */
  public SpikingNetwork network() {
    return simulator.network();
  }

  /** How the class is read. */
  public Readout readout() {
    return simulator.settings().readout();
  }

  /** A session in which no step has run yet: some potentials, and no copy of the weights. */
  public StreamingSession session() {
    return new StreamingSession(this, simulator.stepped());
  }
}
