package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.files.Refusal;
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
  private final int readoutStart;

  private StreamingNetwork(SpikingNetwork network, Readout readout, int readoutStart) {
    this.readoutStart = readoutStart;
    // Under another coding an integer network would not be prepared for values.
    SimulationSettings settings = new SimulationSettings(1, InputCoding.CURRENT, readout, 0);
    this.simulator = new EventDrivenSimulator(network, settings);
  }

  /**
   * Prepares a network, to be read out as its file says.
   *
   * @param network to prepare; not recurrent
   * @return the network, ready for sessions
   * @throws IllegalArgumentException if only the reference simulator can run it
   */
  public static StreamingNetwork of(SpikingNetwork network) {
    return of(network, network.defaults().readout(), network.defaults().readoutStart());
  }

  /**
   * Prepares a network whose outputs count from the first step on.
   *
   * @param network to prepare; not recurrent
   * @param readout under {@code MEMBRANE} the output layer only integrates
   * @return the network, ready for sessions
   * @throws IllegalArgumentException if only the reference simulator can run it
   */
  public static StreamingNetwork of(SpikingNetwork network, Readout readout) {
    return of(network, readout, 1);
  }

  /**
   * Prepares a network.
   *
   * @param network to prepare; not recurrent
   * @param readout under {@code MEMBRANE} the output layer only integrates
   * @param readoutStart the step of a session, from 1, from which on outputs count
   * @return the network, ready for sessions
   * @throws IllegalArgumentException likewise, or if there is no such step
   */
  public static StreamingNetwork of(SpikingNetwork network, Readout readout, int readoutStart) {
    Refusal.when(readoutStart < 1, "readout start is %s, expected at least 1", readoutStart);
    return new StreamingNetwork(network, readout, readoutStart);
  }

  /** {@return the network that was prepared} */
  public SpikingNetwork network() {
    return simulator.network();
  }

  /** {@return how the class is read} */
  public Readout readout() {
    return simulator.settings().readout();
  }

  /** {@return the step of a session, counted from 1, from which on outputs count} */
  public int readoutStart() {
    return readoutStart;
  }

  /**
   * {@return a session in which no step has run yet: some potentials, and no copy of the weights}
   */
  public StreamingSession session() {
    return new StreamingSession(this, simulator.stepped());
  }
}
