package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers whose neurons are connected with each other. */
class RecurrenceTest {
  private static final SimulationSettings SETTINGS =
      new SimulationSettings(6, InputCoding.CURRENT, Readout.SPIKES, 1);

  /** One input, two neurons of thresholds 1; neuron 0 alone gets the input. */
  private static SpikingNetwork pair(float... back) {
    Affine affine = new Affine(1, 2, new float[] {0.5f, 0}, new float[2]);
    Population layer =
        new Population(
            "only",
            List.of(new Projection(Projection.INPUT, affine)),
            IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)),
            Optional.of(new Affine(2, 2, back, new float[] {0, 0.25f})));
    return network(layer, Arithmetic.FLOAT);
  }

  private static SpikingNetwork network(Population layer, Arithmetic arithmetic) {
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES);
    return new SpikingNetwork(List.of(1), List.of(layer), 1, arithmetic, defaults, Map.of());
  }

  @Test
  void spikesArriveOneStepLaterAndTheBiasAtEveryStep() {
    // 0: .5 1>0 .5 .5+.5-.5=.5 1>0 .5 (inhibited one step after neuron 1 has fired)
    // 1: .25 .5 .75+.5=1.25>.25 .5 .75 1+.5=1.5>.5 (excited one step after neuron 0 has fired)
    SpikingNetwork network = pair(0, -0.5f, 0.5f, 0);
    SampleRun run = new ReferenceSimulator(network, SETTINGS).run(new float[] {1}, 0);
    assertEquals("00\n10\n01\n00\n10\n01\n", run.layers().get(0).toString());
    assertArrayEquals(new float[] {0.5f, 0.5f}, run.potentials());
  }

  @Test
  void noneArriveWhereTheOutputLayerDoesNotFire() {
    SimulationSettings membrane =
        new SimulationSettings(2, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    SampleRun run = new ReferenceSimulator(pair(9, 9, 9, 9), membrane).run(new float[] {1}, 0);
    assertArrayEquals(new float[] {1, 0.5f}, run.potentials());
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void aConnectionOfZerosChangesNothing(Reset reset) {
    SpikingNetwork plain = RandomNetworks.integrateAndFire(5, reset, 6, 5, 4);
    List<Population> layers =
        plain.populations().stream()
            .map(
                layer -> {
                  int n = layer.neurons().neurons();
                  Connection zeros = new Affine(n, n, new float[n * n], new float[n]);
                  return new Population(
                      layer.name(), layer.projections(), layer.neurons(), Optional.of(zeros));
                })
            .toList();
    SpikingNetwork recurrent =
        new SpikingNetwork(plain.inputShape(), layers, 1, plain.defaults(), Map.of());
    float[] input = RandomNetworks.input(3, 6);
    assertEquals(
        Simulators.of(plain, SETTINGS).run(input, 0),
        Simulators.of(recurrent, SETTINGS).run(input, 0));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 5, 9, 14, 20})
  void aConnectionOfZerosChangesNothingInGraphs(long seed) {
    SpikingNetwork plain = RandomGraphs.floats(seed, RandomGraphs.Neurons.LEAKY);
    SpikingNetwork zeros = RandomGraphs.recurrent(plain, 0);
    SpikingNetwork excited = RandomGraphs.recurrent(plain, 0.5f);
    float[] input = RandomNetworks.input(seed, plain.inputs());
    SampleRun expected = Simulators.of(plain, SETTINGS).run(input, 0);
    assertInstanceOf(ReferenceSimulator.class, Simulators.of(zeros, SETTINGS));
    assertEquals(expected, Simulators.of(zeros, SETTINGS).run(input, 0));
    assertNotEquals(expected, Simulators.of(excited, SETTINGS).run(input, 0));
  }

  @Test
  void theReferenceSimulatorRunsThem() {
    SpikingNetwork network = pair(0, 0, 0, 0);
    assertInstanceOf(ReferenceSimulator.class, Simulators.of(network, SETTINGS));
    assertEquals("reference: the network is recurrent", Simulators.describe(network));
    assertTrue(Simulators.notice(network).isPresent());
    SpikingNetwork plain = RandomNetworks.leaky(5, Reset.ZERO, 6, 4);
    assertInstanceOf(EventDrivenSimulator.class, Simulators.of(plain, SETTINGS));
    assertEquals(EventDrivenSimulator.selectedKernel(), Simulators.describe(plain));
    assertTrue(Simulators.notice(plain).isEmpty());
  }

  @Test
  void theEventDrivenSimulatorRefusesThem() {
    assertEquals(
        "the event-driven simulator runs layer by layer with time as the inner loop, which a"
            + " recurrent network does not allow; use the reference simulator",
        assertThrows(
                IllegalArgumentException.class,
                () -> new EventDrivenSimulator(pair(0, 0, 0, 0), SETTINGS))
            .getMessage());
  }

  @Test
  void theConnectionMustLeadBackToTheNeurons() {
    Affine wrong = new Affine(3, 2, new float[6], new float[2]);
    Population layer = pair(0, 0, 0, 0).populations().get(0);
    assertEquals(
        "layer only: the recurrent connection leads from [3] to [2], but the neurons have the shape"
            + " [2]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Population(
                        "only", layer.projections(), layer.neurons(), Optional.of(wrong)))
            .getMessage());
  }

  @Test
  void integerNetworksHaveNone() {
    Population layer = pair(0, 0, 0, 0).populations().get(0);
    assertEquals(
        "layer only: int8 networks cannot be recurrent",
        assertThrows(IllegalArgumentException.class, () -> network(layer, Arithmetic.INT8))
            .getMessage());
  }
}
