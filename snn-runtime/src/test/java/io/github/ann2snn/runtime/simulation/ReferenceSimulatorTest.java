package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** One neuron that gets the input and 0.25, and one that gets twice its spikes. */
  private static SpikingNetwork chain() {
    return new SpikingNetwork(
        List.of(1),
        List.of(
            new Population(
                "a",
                Projection.INPUT,
                new Affine(1, 1, new float[] {1}, new float[] {0.25f}),
                IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT))),
            new Population(
                "b",
                0,
                new Affine(1, 1, new float[] {2}, new float[] {0}),
                IntegrateAndFire.of(Firing.unit(1, 0, Reset.ZERO)))),
        1,
        new RunDefaults(3, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  /** What a listener is told, in order. */
  private static List<String> told(SpikingNetwork network, Readout readout, float input) {
    List<String> told = new ArrayList<>();
    PotentialListener listener =
        new PotentialListener() {
          @Override
          public void integrated(int population, int t, float[] v) {
            told.add(t + " " + population + " in " + Arrays.toString(v));
          }

          @Override
          public void ended(int population, int t, float[] v) {
            told.add(t + " " + population + " end " + Arrays.toString(v));
          }
        };
    SimulationSettings settings = settings(2, InputCoding.CURRENT, readout);
    ReferenceSimulator simulator = new ReferenceSimulator(network, settings);
    SampleRun traced = simulator.trace(new float[] {input}, 0, listener);
    assertEquals(simulator.run(new float[] {input}, 0), traced);
    return told;
  }

  /** a: 0.5 + 0.25, then 1.5, which fires; b gets 2, fires if it may, and goes back to 0. */
  @Test
  void tellsPotentialsBeforeAndAfterTheReset() {
    List<String> step = List.of("0 0 in [0.75]", "0 0 end [0.75]", "0 1 in [0.0]", "0 1 end [0.0]");
    List<String> spikes = new ArrayList<>(step);
    spikes.addAll(List.of("1 0 in [1.5]", "1 0 end [0.5]", "1 1 in [2.0]", "1 1 end [0.0]"));
    assertEquals(spikes, told(chain(), Readout.SPIKES, 0.5f));
    List<String> membrane = new ArrayList<>(step);
    membrane.addAll(List.of("1 0 in [1.5]", "1 0 end [0.5]", "1 1 in [2.0]", "1 1 end [2.0]"));
    assertEquals(membrane, told(chain(), Readout.MEMBRANE, 0.5f));
  }

  /** The limit of int16 potentials is what is compared with the threshold. */
  @Test
  void integerPotentialsAreToldWithinTheirLimits() {
    float limit = Arithmetic.POTENTIAL_LIMIT;
    float[] threshold = {limit};
    Population one =
        new Population(
            "a",
            Projection.INPUT,
            new Affine(1, 1, new float[] {limit - 4}, new float[] {0}),
            IntegrateAndFire.of(
                new Firing(
                    threshold, new float[1], FireRule.AT_THRESHOLD, Reset.SUBTRACT, new float[1])));
    SpikingNetwork network =
        new SpikingNetwork(
            List.of(1),
            List.of(one),
            1,
            Arithmetic.INT16,
            new RunDefaults(2, InputCoding.CURRENT, Readout.SPIKES),
            Map.of());
    List<String> told = told(network, Readout.SPIKES, 0.75f);
    // 3/4 of 16,380, twice: beyond the limit of 16,384, held there, fires and leaves nothing
    assertEquals("0 0 in [12285.0]", told.get(0));
    assertEquals("1 0 in [" + limit + "]", told.get(2));
    assertEquals("1 0 end [0.0]", told.get(3));
  }

  @Test
  void tracesOnlyWhatFits() {
    ReferenceSimulator simulator =
        new ReferenceSimulator(chain(), settings(1, InputCoding.CURRENT, Readout.SPIKES));
    assertThrows(
        IllegalArgumentException.class,
        () -> simulator.trace(new float[2], 0, PotentialListener.NONE));
  }
}
