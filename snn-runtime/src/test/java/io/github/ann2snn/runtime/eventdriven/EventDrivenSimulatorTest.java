package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SimulatorContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDrivenSimulatorTest extends SimulatorContract {
  @Override
  public Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new EventDrivenSimulator(network, settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_537})
  void refusesTimestepsOutOfRange(int timesteps) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SimulationSettings(timesteps, InputCoding.CURRENT, Readout.SPIKES, 1));
    assertEquals("timesteps is " + timesteps + ", expected 1 to 65536", thrown.getMessage());
  }
}
