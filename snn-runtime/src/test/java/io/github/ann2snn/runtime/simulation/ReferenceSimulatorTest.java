package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.SpikingNetwork;

class ReferenceSimulatorTest extends SimulatorContract {
  @Override
  public Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new ReferenceSimulator(network, settings);
  }
}
