package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReferenceSimulatorTest extends SimulatorContract {
  @Override
  public Simulator simulator(SpikingNetwork network, SimulationSettings settings) {
    return new ReferenceSimulator(network, settings);
  }

  /**
   * The input fires at every step, and so does neuron a. Neuron b adds a bias of 0.25: without
   * delay v = 1.25, 1.5, 1.75, 2 before it fires. With a delay of d its first d steps have the bias
   * alone, with 1, v = 0.25, 1.5, 1.75, 2. After four steps 1 is left: each spike takes what
   * brought it.
   */
  @Test
  void aSpikeTakesTheDelayAndABiasDoesNot() {
    SpikingNetwork network =
        new SpikingNetwork(
            List.of(1),
            List.of(
                new Population("a", Projection.INPUT, affine(1, 0), unit()),
                new Population("b", 0, affine(1, 0.25f), unit())),
            1,
            new RunDefaults(4, InputCoding.BINARY, Readout.SPIKES),
            Map.of());
    SimulationSettings settings = SimulationSettings.of(network);
    String[] ofB = {"1\n1\n1\n1\n", "0\n1\n1\n1\n", "0\n0\n1\n1\n"};
    for (int delay = 0; delay < ofB.length; delay++) {
      SampleRun run = new ReferenceSimulator(network, settings, delay).run(new float[] {1}, 0);
      assertEquals("1\n1\n1\n1\n", run.layers().get(0).toString());
      assertEquals(ofB[delay], run.layers().get(1).toString());
      assertArrayEquals(new float[] {1}, run.potentials());
    }
  }

  @Test
  void delaysThatAreNotDefinedAreRefused() {
    FeatureMaps maps = new FeatureMaps(1, 2, 2);
    Convolution same =
        new Convolution(maps, 1, Window.square(1, 1), 1, new float[] {1}, new float[] {0});
    MaxGate gate = new MaxGate(maps, Window.square(2, 2));
    SpikingNetwork gated =
        new SpikingNetwork(
            List.of(1, 2, 2),
            List.of(
                new Population(
                    "a",
                    Projection.INPUT,
                    same,
                    IntegrateAndFire.of(Firing.unit(4, 0, Reset.SUBTRACT))),
                new Population(
                    "b", List.of(new Projection(0, Optional.of(gate), affine(1, 0))), unit())),
            1,
            new RunDefaults(4, InputCoding.BINARY, Readout.SPIKES),
            Map.of());
    SimulationSettings settings = SimulationSettings.of(gated);
    assertEquals(
        "max pooling is not defined with delays",
        refusal(() -> new ReferenceSimulator(gated, settings, 1)));
    assertEquals(
        "delay is -1, expected at least 0",
        refusal(() -> new ReferenceSimulator(gated, settings, -1)));
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  private static Affine affine(float weight, float bias) {
    return new Affine(1, 1, new float[] {weight}, new float[] {bias});
  }

  private static IntegrateAndFire unit() {
    return IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT));
  }
}
