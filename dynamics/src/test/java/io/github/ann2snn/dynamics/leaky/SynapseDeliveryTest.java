package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When and how strongly spikes arrive; potentials are those at the start of each step. */
class SynapseDeliveryTest {
  private static final SynapseResponse JUMP = new SynapseResponse.Jump();
  private static final double LEFT = Math.exp(-0.1);

  @ParameterizedTest(name = "delay {0}")
  @ValueSource(ints = {0, 1, 3, 50})
  void jumpArrivesAfterItsDelay(int delay) {
    SynapseGroup group = ScriptedSpikes.single(JUMP, 1.5).withDelay(delay);
    double[] potentials =
        ScriptedSpikes.run(delay + 6, new int[][] {{2}, {}}, group, 1).potentials(0);
    double[] expected = new double[delay + 6];
    for (int k = 0; k < 3; k++) {
      expected[delay + 3 + k] = 1.5 * Math.exp(-0.1 * k);
    }
    assertArrayEquals(expected, potentials, 1e-15);
  }

  @Test
  void severalSpikesAreOnTheWay() {
    SynapseGroup group = ScriptedSpikes.single(JUMP, 1).withDelay(5);
    double[] potentials = ScriptedSpikes.run(9, new int[][] {{0, 2}, {}}, group, 1).potentials(0);
    assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 1, LEFT, LEFT * LEFT + 1}, potentials, 1e-15);
  }

  @Test
  void eachSynapseHasItsDelayAndWeight() {
    SynapseRule rule = ScriptedSpikes.listed(new int[] {2, 0, 0, 1}, new int[] {3, 3, 3, 3});
    SynapseGroup group =
        SynapseGroup.of(rule, JUMP, 1).withWeights(8, 2, 1, 4).withDelays(0, 2, 0, 1);
    LeakySimulation simulation = ScriptedSpikes.run(4, new int[][] {{0}, {0}, {1}, {}}, group, 3);
    double second = LEFT + 4 + 8;
    assertArrayEquals(
        new double[] {0, 1, second, second * LEFT + 2}, simulation.potentials(0), 1e-15);
    assertArrayEquals(new double[] {8, 2, 1, 4}, simulation.weights(0), "order of the list");
  }

  @Test
  void jumpCanMakeTheTargetFireAtTheNextStep() {
    SynapseGroup group = ScriptedSpikes.single(JUMP, 30);
    LeakySpikes spikes = ScriptedSpikes.run(5, new int[][] {{1}, {}}, group).spikes();
    assertEquals(2, spikes.count());
    assertArrayEquals(new long[] {1}, spikes.stepsOf(0));
    assertArrayEquals(new long[] {2}, spikes.stepsOf(1));
  }

  @ParameterizedTest(name = "tau_s {0} ms")
  @ValueSource(doubles = {2, 9.999999, 10, 10.000001, 25})
  void exponentialCurrentIsTheExactSolution(double tauMs) {
    SynapseGroup group =
        ScriptedSpikes.single(new SynapseResponse.ExponentialCurrent(tauMs), 3).withDelay(1);
    double[] potentials = ScriptedSpikes.run(60, new int[][] {{0}, {}}, group, 1).potentials(0);
    for (int k = 0; k < 60; k++) {
      double t = Math.max(k - 2, 0);
      double expected =
          Math.abs(tauMs - 10) < 1e-5
              ? 3 * t / 10 * Math.exp(-t / 10)
              : 3 * tauMs / (tauMs - 10) * (Math.exp(-t / tauMs) - Math.exp(-t / 10));
      assertEquals(expected, potentials[k], Math.abs(tauMs - 10) < 1e-5 ? 1e-5 : 1e-13);
    }
  }

  /** The current decays on while the neuron is refractory and its potential is frozen. */
  @Test
  void exponentialCurrentOutlastsTheRefractoryPeriod() {
    LeakyMembrane membrane = new LeakyMembrane(10, 0, 2, 20, 0, 5);
    SynapseGroup group = ScriptedSpikes.single(new SynapseResponse.ExponentialCurrent(10), 3);
    LeakySimulation simulation =
        new LeakySimulation(
            new LeakyNetwork(2, membrane, 1, List.of(group)),
            ScriptedSpikes.pulses(new int[][] {{0}, {0}}),
            1);
    simulation.advance(7);
    double left = 3 * Math.exp(-0.4);
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0, 0, 2 * left * 0.1 * Math.exp(-0.1)},
        simulation.potentials(0),
        1e-15);
  }

  @Test
  void groupsAddUp() {
    SynapseGroup jump = ScriptedSpikes.single(JUMP, 1);
    SynapseGroup slow = ScriptedSpikes.single(new SynapseResponse.ExponentialCurrent(10), 2);
    SynapseGroup late = ScriptedSpikes.single(JUMP, -4).withDelay(1);
    LeakyNetwork network =
        new LeakyNetwork(2, ScriptedSpikes.MEMBRANE, 1, List.of(jump, slow, late, slow));
    LeakySimulation simulation =
        new LeakySimulation(network, ScriptedSpikes.pulses(new int[][] {{0}, {}}), 1);
    simulation.advance(3);
    assertArrayEquals(
        new double[] {0, 1, LEFT + 4 * 0.1 * LEFT - 4}, simulation.potentials(0), 1e-15);
  }

  @Test
  void groupMayBeEmpty() {
    NeuronRange all = NeuronRange.first(2);
    SynapseGroup none =
        SynapseGroup.of(new SynapseRule.WithProbability(all, all, 0, true, 1), JUMP, 1)
            .withPlasticity(StdpRule.tutorial());
    LeakySimulation simulation = ScriptedSpikes.run(4, new int[][] {{0}, {1}}, none, 1);
    assertEquals(2, simulation.spikes().count());
    assertEquals(0, simulation.weights(0).length);
    assertArrayEquals(new double[4], simulation.potentials(0));
  }
}
