package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.SpikingNetwork;

class ScalarKernelTest extends SimulatorContract {
  @Override
  Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new EventDrivenSimulator(network, settings, new ScalarKernel());
  }
}
