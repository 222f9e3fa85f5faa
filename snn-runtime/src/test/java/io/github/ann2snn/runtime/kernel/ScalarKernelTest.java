package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SimulatorContract;

class ScalarKernelTest extends SimulatorContract {
  @Override
  public Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new EventDrivenSimulator(network, settings, new ScalarKernel());
  }
}
