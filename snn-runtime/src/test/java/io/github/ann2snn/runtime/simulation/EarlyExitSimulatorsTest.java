package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.ScalarKernel;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"MEMBRANE, 0.1", "MEMBRANE, 5", "SPIKES, 2", "SPIKES, 7", "SPIKES, 1e9"})
  void theEventDrivenSimulatorRunsFewStepsThatAreCutOff(Readout readout, double margin) {
    AtomicInteger simulated = new AtomicInteger();
    Kernel kernel =
        (Kernel)
            Proxy.newProxyInstance(
                Kernel.class.getClassLoader(),
                new Class<?>[] {Kernel.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("decode")) {
                    simulated.addAndGet((int) args[1]);
                  }
                  return method.invoke(new ScalarKernel(), args);
                });
    int firing = readout == Readout.SPIKES ? 2 : 1;
    new EventDrivenSimulator(
            RandomNetworks.integrateAndFire(2, Reset.SUBTRACT, 20, 30, 5),
            new SimulationSettings(100, InputCoding.CURRENT, readout, 1),
            kernel)
        .run(
            List.of(RandomNetworks.input(3, 20)),
            0,
            Optional.of(new EarlyExit(margin)),
            run -> {
              int cutOff = simulated.get() / firing - run.timesteps();
              assertTrue(cutOff >= 0 && cutOff < 8, cutOff + " steps too many");
            });
  }
}
