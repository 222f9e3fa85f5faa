package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import org.junit.jupiter.api.Nested;

/** Every simulator and kernel stops at the same step with the same bits. */
class EarlyExitSimulatorsTest {
  @Nested
  class Reference extends EarlyExitContract {
    @Override
    Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
      return new ReferenceSimulator(network, settings);
    }
  }

  @Nested
  class EventDriven extends EarlyExitContract {
    @Override
    Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
      return new EventDrivenSimulator(network, settings);
    }
  }

  @Nested
  class EventDrivenScalar extends EarlyExitContract {
    @Override
    Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
      return EventDrivenSimulator.withScalarKernel(network, settings);
    }
  }
}
