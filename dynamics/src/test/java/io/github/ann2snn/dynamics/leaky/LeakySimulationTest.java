package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.dynamics.leaky.LeakyMembrane.RefractoryInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakySimulationTest {
  @Test
  void potentialIsTheExactSolution() {
    LeakyMembrane membrane = new LeakyMembrane(8, -65, 40, -40, -60, 3);
    LeakySimulation simulation =
        LeakySimulation.constant(new LeakyNetwork(1, membrane, 0.5), new double[] {0.5}, 0);
    simulation.advance(100);
    double[] potentials = simulation.potentials(0);
    for (int k = 0; k < potentials.length; k++) {
      assertEquals(-65 + 20 * (1 - Math.exp(-k * 0.5 / 8)), potentials[k], 1e-12, "step " + k);
    }
    assertEquals(0, simulation.spikes().count());
  }

  /** A step alone goes from 0 mV to 4.9 mV, above the threshold of 1 mV. */
  @ParameterizedTest(name = "refractory period of {0} ms, {1} steps between spikes")
  @CsvSource({"0, 1", "1, 1", "2, 2", "2.5, 2", "2.9999, 3", "3, 3", "50, 50"})
  void refractoryPeriodCountsFromTheSpike(double refractoryMs, int period) {
    LeakyMembrane membrane = new LeakyMembrane(1.5, 0, 1, 1, 0, refractoryMs);
    LeakySimulation simulation =
        LeakySimulation.constant(new LeakyNetwork(1, membrane, 1), new double[] {10}, 0);
    simulation.advance(3L * period + 1);
    assertArrayEquals(
        new long[] {0, period, 2L * period, 3L * period}, simulation.spikes().stepsOf(0));
    for (double potential : simulation.potentials(0)) {
      assertEquals(0, potential, "frozen at the reset, integrated and reset within a step");
    }
  }

  @Test
  void resetIsNotTheRest() {
    LeakyMembrane membrane = new LeakyMembrane(10, -70, 1, -50, -80, 2);
    LeakySimulation simulation =
        new LeakySimulation(
            new LeakyNetwork(1, membrane, 1), ScriptedSpikes.pulses(new int[][] {{1}}), 0);
    simulation.advance(5);
    double recovered = -70 - 10 * Math.exp(-0.1);
    assertArrayEquals(
        new double[] {-70, -70, -80, -80, recovered}, simulation.potentials(0), 1e-12);
  }

  @Test
  void potentialAtTheThresholdDoesNotFire() {
    LeakySimulation at =
        LeakySimulation.constant(
            new LeakyNetwork(1, new LeakyMembrane(10, 0, 1, 0, -1, 0), 1), new double[1]);
    LeakySimulation above =
        LeakySimulation.constant(
            new LeakyNetwork(1, new LeakyMembrane(10, 0, 1, -1e-300, -1, 0), 1), new double[1]);
    at.advance(3);
    above.advance(1);
    assertEquals(0, at.spikes().count());
    assertEquals(1, above.spikes().count());
  }

  @ParameterizedTest
  @CsvSource({"IGNORED, 0", "ADDED, 4"})
  void jumpsInTheRefractoryPeriod(RefractoryInput input, double heldMv) {
    LeakyMembrane membrane = new LeakyMembrane(10, 0, 1, 20, 0, 4, input);
    SynapseGroup group = ScriptedSpikes.single(new SynapseResponse.Jump(), 4).withDelay(2);
    LeakyNetwork network = new LeakyNetwork(2, membrane, 1, List.of(group));
    LeakySimulation simulation =
        new LeakySimulation(network, ScriptedSpikes.pulses(new int[][] {{0}, {0}}), 1);
    simulation.advance(6);
    assertArrayEquals(
        new double[] {0, 0, 0, heldMv, heldMv, heldMv * Math.exp(-0.1)},
        simulation.potentials(0),
        1e-15);
  }

  /** The neuron fires and is hit in the same step: the reset has the last word. */
  @ParameterizedTest
  @ValueSource(strings = {"IGNORED", "ADDED"})
  void resetFollowsJumpsOfItsStep(RefractoryInput input) {
    LeakyMembrane membrane = new LeakyMembrane(10, 0, 1, 20, 0, 4, input);
    SynapseGroup group = ScriptedSpikes.single(new SynapseResponse.Jump(), 4);
    LeakySimulation simulation =
        new LeakySimulation(
            new LeakyNetwork(2, membrane, 1, List.of(group)),
            ScriptedSpikes.pulses(new int[][] {{0}, {0}}),
            1);
    simulation.advance(2);
    assertArrayEquals(new double[] {0, 0}, simulation.potentials(0));
  }

  @Test
  void runInPiecesIsTheSameRun() {
    SynapseGroup group = TutorialNetwork.synapses(5, 0.1).withDelay(7);
    double[] currents = {2.2, 2.5, 2.8, 3.1, 3.4};
    LeakyNetwork network = new LeakyNetwork(5, LeakyMembrane.tutorial(), 0.1, List.of(group));
    LeakySimulation whole = LeakySimulation.constant(network, currents, 2);
    LeakySimulation pieces = LeakySimulation.constant(network, currents, 2);
    whole.advance(3000);
    for (int steps : new int[] {0, 1, 999, 2000}) {
      pieces.advance(steps);
    }
    assertEquals(3000, pieces.steps());
    assertArrayEquals(whole.potentials(0), pieces.potentials(0));
    assertArrayEquals(whole.weights(0), pieces.weights(0));
    assertArrayEquals(whole.spikes().stepsOf(3), pieces.spikes().stepsOf(3));
    assertEquals(whole.spikes().count(), pieces.spikes().count());
  }

  @Test
  void resultsAreCopies() {
    LeakySimulation simulation =
        ScriptedSpikes.run(
            2, new int[][] {{0}, {}}, ScriptedSpikes.single(new SynapseResponse.Jump(), 4), 1);
    LeakySpikes early = simulation.spikes();
    simulation.weights(0)[0] = 5;
    simulation.potentials(0)[0] = 5;
    simulation.advance(1);
    assertEquals(1, early.count());
    assertEquals(4, simulation.weights(0)[0]);
    assertEquals(0, simulation.potentials(0)[0]);
    assertThrows(IndexOutOfBoundsException.class, () -> early.neuron(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void currentsAreFinite(double bad) {
    LeakyNetwork network = new LeakyNetwork(2, LeakyMembrane.tutorial(), 0.1);
    assertRefused(
        "current into neuron 1 is " + bad + " nA, expected a finite number",
        () -> LeakySimulation.constant(network, new double[] {1, bad}));
    LeakySimulation simulation =
        new LeakySimulation(network, (neuron, step) -> step == 3 && neuron == 1 ? bad : 0);
    assertRefused(
        "current into neuron 1 at step 3 is " + bad + " nA, expected a finite number",
        () -> simulation.advance(10));
  }

  @Test
  void argumentsOfARun() {
    LeakyNetwork network = new LeakyNetwork(2, LeakyMembrane.tutorial(), 0.1);
    assertRefused(
        "3 currents for 2 neurons, expected one each",
        () -> LeakySimulation.constant(network, new double[3]));
    assertRefused(
        "neuron 2 is to be traced; the network has 0 to 1",
        () -> LeakySimulation.constant(network, new double[2], 0, 2));
    LeakySimulation simulation = LeakySimulation.constant(network, new double[2], 0);
    assertRefused("-1 steps, expected a number >= 0", () -> simulation.advance(-1));
    assertRefused(
        "traces of 4294967296 steps, expected at most 2147483639; run fewer steps or trace no"
            + " neuron",
        () -> simulation.advance(1L << 32));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
