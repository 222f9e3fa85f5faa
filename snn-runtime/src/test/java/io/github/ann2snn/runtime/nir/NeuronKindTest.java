package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks in other forms, which other programs read better. */
class NeuronKindTest {
  private static SampleRun run(SpikingNetwork network, Readout readout) {
    SimulationSettings settings = new SimulationSettings(64, InputCoding.CURRENT, readout, 1);
    return Simulators.of(network, settings).run(RandomNetworks.input(4, network.inputs()), 0);
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}")
  @CsvSource({"1, SUBTRACT, SPIKES", "2, ZERO, MEMBRANE", "3, SUBTRACT, MEMBRANE"})
  void neuronsWithoutLeakDoTheSame(long seed, Reset reset, Readout readout) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(seed, reset, 30, 40, 20, 5);
    SpikingNetwork leakless = NeuronKind.LIF.of(network);
    assertInstanceOf(LeakyIntegrateAndFire.class, leakless.populations().get(0).neurons());
    assertEquals(1e-4f, leakless.timestep());
    SampleRun expected = run(network, readout);
    SampleRun actual = run(leakless, readout);
    assertEquals(expected.layers(), actual.layers());
    assertArrayEquals(expected.potentials(), actual.potentials(), 1e-5f);
    assertEquals(network.populations(), NeuronKind.IF.of(leakless).populations());
    assertEquals(leakless, NeuronKind.LIF.of(leakless));
  }

  /** What importers compute from the time constant in float32 is exactly no decay. */
  @Test
  void theDecayIsOneInSinglePrecision() {
    SpikingNetwork network =
        NeuronKind.LIF.of(RandomNetworks.integrateAndFire(1, Reset.ZERO, 3, 2));
    LeakyIntegrateAndFire neurons = (LeakyIntegrateAndFire) network.populations().get(0).neurons();
    float tau = neurons.timeConstant()[0];
    assertEquals(1f, 1 - 1e-4f / tau);
    assertEquals(1f, (float) Math.exp(-1e-4 / tau));
    assertEquals(0x1p-40f, Values.fractions(network.timestep(), neurons.timeConstant())[0]);
  }

  @Test
  void aLeakDoesNotVanish() {
    SpikingNetwork leaky = RandomNetworks.leaky(1, Reset.ZERO, 3, 2);
    assertEquals(
        "the neurons of layer layer_1 leak, which IF cannot; write them as LIF",
        assertThrows(IllegalArgumentException.class, () -> NeuronKind.IF.of(leaky)).getMessage());
  }

  @Test
  void integersDoNotLeak() {
    SpikingNetwork integers =
        RandomNetworks.integers(1, Arithmetic.INT8, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 3, 2);
    assertEquals(
        "the neurons of an int8 network are IF; write it with those",
        assertThrows(IllegalArgumentException.class, () -> NeuronKind.LIF.of(integers))
            .getMessage());
    assertEquals(integers, NeuronKind.IF.of(integers));
  }

  @Test
  void aSumOfAnAverageRunsEqual() {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetric(
            5, ConvolutionalNetworks.Neurons.RANDOM, Reset.SUBTRACT, "2x8x8 c4 p c4 p d3");
    PoolingKinds summed = PoolingKinds.of(network, Pooling.Kind.SUM);
    PoolingKinds averaged = PoolingKinds.of(network, Pooling.Kind.AVERAGE);
    assertEquals(0, summed.changed());
    assertEquals(run(network, Readout.SPIKES), run(summed.network(), Readout.SPIKES));
    assertEquals(
        averaged.network(), PoolingKinds.of(averaged.network(), Pooling.Kind.AVERAGE).network());
  }
}
