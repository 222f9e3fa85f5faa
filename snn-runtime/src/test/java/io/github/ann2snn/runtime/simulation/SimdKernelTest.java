package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.SpikingNetwork;

class SimdKernelTest extends SimulatorContract {
  @Override
  Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new EventDrivenSimulator(network, settings, new SimdKernel());
  }
}
