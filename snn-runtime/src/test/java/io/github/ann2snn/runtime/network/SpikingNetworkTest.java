package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpikingNetworkTest {
  private static final RunDefaults DEFAULTS =
      new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE);

  private static Population layer(String name, int inputs, int outputs) {
    return new Population(
        name,
        Projection.INPUT,
        new Affine(inputs, outputs, new float[inputs * outputs], new float[outputs]),
        IntegrateAndFire.of(Firing.unit(outputs, 0.5f, Reset.SUBTRACT)));
  }

  private static SpikingNetwork network(List<Integer> shape, Population... layers) {
    List<Population> chain = new ArrayList<>();
    for (Population layer : layers) {
      chain.add(RandomNetworks.from(chain.size() - 1, layer));
    }
    return new SpikingNetwork(shape, chain, 1, DEFAULTS, Map.of());
  }

  private static void assertRefused(String message, Runnable construction) {
    var thrown = assertThrows(IllegalArgumentException.class, construction::run);
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void knowsItsSizes() {
    SpikingNetwork network = network(List.of(1, 2, 3), layer("a", 6, 4), layer("b", 4, 2));
    assertEquals(6, network.inputs());
    assertEquals(2, network.outputs());
  }

  @Test
  void refusesLayersThatDoNotFit() {
    assertRefused(
        "layer b takes 5 inputs, but 4 come in",
        () -> network(List.of(6), layer("a", 6, 4), layer("b", 5, 2)));
    assertRefused(
        "layer a takes 6 inputs, but 7 come in", () -> network(List.of(7), layer("a", 6, 4)));
    assertRefused(
        "two layers are named a", () -> network(List.of(6), layer("a", 6, 6), layer("a", 6, 2)));
    assertRefused("a network needs at least one layer", () -> network(List.of(6)));
    assertRefused(
        "input shape [0] has a size below 1", () -> network(List.of(0), layer("a", 6, 4)));
    assertRefused(
        "layer c: the connection has 2 outputs, but there are 3 neurons",
        () ->
            new Population(
                "c",
                Projection.INPUT,
                new Affine(1, 2, new float[2], new float[2]),
                IntegrateAndFire.of(Firing.unit(3, 0, Reset.ZERO))));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertRefused(
        "weight has 5 values, but 2 outputs x 3 inputs need 6",
        () -> new Affine(3, 2, new float[5], new float[2]));
    assertRefused(
        "bias[1] is NaN, expected a finite number",
        () -> new Affine(1, 2, new float[2], new float[] {0, Float.NaN}));
    assertRefused(
        "threshold[0] is 0.0, expected a number > 0",
        () ->
            new Firing(
                new float[1], new float[1], FireRule.AT_THRESHOLD, Reset.ZERO, new float[1]));
    assertRefused(
        "time constant[0] is -1.0, expected a number > 0",
        () ->
            new LeakyIntegrateAndFire(
                new float[] {-1}, new float[1], new float[1], Firing.unit(1, 0, Reset.SUBTRACT)));
    assertRefused(
        "timestep is 0.0 s, expected a number > 0",
        () -> new SpikingNetwork(List.of(6), List.of(layer("a", 6, 4)), 0, DEFAULTS, Map.of()));
    assertRefused(
        "timesteps is 0, expected at least 1",
        () -> new RunDefaults(0, InputCoding.CURRENT, Readout.SPIKES));
  }

  @Test
  void keepsItsArraysToItself() {
    float[] weight = {1, 2};
    Affine affine = new Affine(2, 1, weight, new float[1]);
    weight[0] = 9;
    affine.weight()[1] = 9;
    assertArrayEquals(new float[] {1, 2}, affine.weight());
  }

  @Test
  void comparesByContent() {
    SpikingNetwork one = RandomNetworks.leaky(1, Reset.ZERO, 5, 4, 3);
    assertEquals(one, RandomNetworks.leaky(1, Reset.ZERO, 5, 4, 3));
    assertEquals(one.hashCode(), RandomNetworks.leaky(1, Reset.ZERO, 5, 4, 3).hashCode());
    assertNotEquals(one, RandomNetworks.leaky(2, Reset.ZERO, 5, 4, 3));
    assertNotEquals(one, RandomNetworks.leaky(1, Reset.SUBTRACT, 5, 4, 3));
  }

  @Test
  void changesFiringInEveryLayer() {
    SpikingNetwork network =
        RandomNetworks.integrateAndFire(3, Reset.SUBTRACT, 4, 3, 2)
            .withFiring(f -> f.withInitialPotential(0.25f).withReset(Reset.ZERO));
    for (Population layer : network.populations()) {
      Firing firing = layer.neurons().firing();
      assertEquals(Reset.ZERO, firing.reset());
      assertEquals(0.25f * firing.threshold()[1], firing.initialPotential()[1]);
    }
  }
}
