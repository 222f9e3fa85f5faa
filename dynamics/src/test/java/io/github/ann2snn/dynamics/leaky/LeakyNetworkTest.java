package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network of point neurons is refused for. */
class LeakyNetworkTest {
  private static final LeakyMembrane MEMBRANE = LeakyMembrane.tutorial();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-10|-70|10|-50|-70|5|tau_m is -10.0 ms, expected a number > 0",
        "0|-70|10|-50|-70|5|tau_m is 0.0 ms, expected a number > 0",
        "NaN|-70|10|-50|-70|5|tau_m is NaN ms, expected a finite number",
        "10|Infinity|10|-50|-70|5|E_L is Infinity mV, expected a finite number",
        "10|-70|0|-50|-70|5|R_m is 0.0 MOhm, expected a number > 0",
        "10|-70|10|NaN|-70|5|threshold is NaN mV, expected a finite number",
        "10|-70|10|-50|NaN|5|reset is NaN mV, expected a finite number",
        "10|-70|10|-50|-50|5|reset is -50.0 mV, expected less than the threshold, -50.0 mV",
        "10|-70|10|-50|-70|-1|refractory period is -1.0 ms, expected a number >= 0",
        "10|-70|10|-50|-70|NaN|refractory period is NaN ms, expected a finite number",
      })
  void membraneParameters(
      double tau,
      double rest,
      double resistance,
      double threshold,
      double reset,
      double refractory,
      String message) {
    assertRefused(
        message, () -> new LeakyMembrane(tau, rest, resistance, threshold, reset, refractory));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10|dt is 10.0 ms, expected less than tau_m = 10.0 ms; choose a shorter step",
        "11|dt is 11.0 ms, expected less than tau_m = 10.0 ms; choose a shorter step",
        "0|dt is 0.0 ms, expected a number > 0",
        "-0.1|dt is -0.1 ms, expected a number > 0",
        "NaN|dt is NaN ms, expected a finite number",
        "6|refractory period is 5.0 ms, shorter than the step of 6.0 ms; choose 0 or at least a"
            + " step",
      })
  void step(double dtMs, String message) {
    assertRefused(message, () -> new LeakyNetwork(1, MEMBRANE, dtMs));
  }

  @Test
  void refractoryPeriodMayBeOneStepOrNone() {
    assertDoesNotThrow(() -> new LeakyNetwork(1, MEMBRANE, 5));
    assertDoesNotThrow(() -> new LeakyNetwork(1, new LeakyMembrane(10, -70, 10, -50, -70, 0), 6));
    assertEquals(50, MEMBRANE.refractorySteps(0.1));
  }

  @Test
  void neuronsExist() {
    assertRefused("0 neurons, expected at least 1", () -> new LeakyNetwork(0, MEMBRANE, 0.1));
    SynapseGroup good = group(new int[] {1}, new int[] {2});
    SynapseGroup bad = group(new int[] {0, 2}, new int[] {1, 3});
    assertRefused(
        "synapse 1 of group 1 goes from neuron 2 to neuron 3; the network has 0 to 2",
        () -> new LeakyNetwork(3, MEMBRANE, 0.1, List.of(good, bad)));
    assertRefused(
        "synapse 0 goes from neuron -1 to neuron 1; neurons are counted from 0",
        () -> new SynapsePairs(new int[] {-1}, new int[] {1}));
    assertRefused(
        "synapse list has 1 sources and 2 targets, expected as many of both",
        () -> new SynapsePairs(new int[1], new int[2]));
    assertRefused(
        "neurons from -1, 3 of them: expected a first neuron >= 0 and at least one",
        () -> new NeuronRange(-1, 3));
    assertRefused(
        "neurons from 0, 0 of them: expected a first neuron >= 0 and at least one",
        () -> NeuronRange.first(0));
  }

  @Test
  void timeConstantsOfSynapses() {
    assertRefused(
        "tau_s is -5.0 ms, expected a number > 0",
        () -> new SynapseResponse.ExponentialCurrent(-5));
    SynapseGroup fast = ScriptedSpikes.single(new SynapseResponse.ExponentialCurrent(0.5), 1);
    assertRefused(
        "dt is 0.5 ms, expected less than tau_s = 0.5 ms; choose a shorter step",
        () -> new LeakyNetwork(2, MEMBRANE, 0.5, List.of(fast)));
    SynapseGroup plastic = ScriptedSpikes.single(new SynapseResponse.Jump(), 1);
    assertRefused(
        "dt is 2.0 ms, expected less than tau+ = 2.0 ms; choose a shorter step",
        () -> new LeakyNetwork(2, MEMBRANE, 2, List.of(plastic.withPlasticity(rule(2, 30)))));
    assertRefused(
        "dt is 2.0 ms, expected less than tau- = 1.0 ms; choose a shorter step",
        () -> new LeakyNetwork(2, MEMBRANE, 2, List.of(plastic.withPlasticity(rule(30, 1)))));
    assertRefused("tau+ is 0.0 ms, expected a number > 0", () -> rule(0, 1));
    assertRefused("tau- is -1.0 ms, expected a number > 0", () -> rule(1, -1));
    assertRefused(
        "A+ is NaN mV or nA, expected a finite number",
        () -> new StdpRule(Double.NaN, 1, 1, 1, StdpPairing.ALL_TO_ALL));
    assertRefused(
        "A- is Infinity mV or nA, expected a finite number",
        () -> new StdpRule(1, Double.POSITIVE_INFINITY, 1, 1, StdpPairing.ALL_TO_ALL));
  }

  @Test
  void weightsAndDelays() {
    SynapseGroup group = group(new int[] {0, 1}, new int[] {1, 0});
    assertRefused("3 weights for 2 synapses, expected one each", () -> group.withWeights(1, 2, 3));
    assertRefused(
        "weight of synapse 1 is NaN mV, expected a finite number",
        () -> group.withWeights(1, Double.NaN));
    assertRefused(
        "weight of synapse 0 is 1.0 mV, expected -0.5 to 0.5", () -> group.withLimits(-0.5, 0.5));
    assertRefused(
        "weight limits are 2.0 to 1.0, expected two numbers in ascending order",
        () -> group.withLimits(2, 1));
    assertRefused(
        "weight limits are NaN to 1.0, expected two numbers in ascending order",
        () -> group.withLimits(Double.NaN, 1));
    assertRefused(
        "delay of synapse 1 is -1 steps, expected 0 to 1000000", () -> group.withDelays(0, -1));
    assertRefused(
        "delay of synapse 0 is 1000001 steps, expected 0 to 1000000",
        () -> group.withDelay(1_000_001));
    assertRefused("1 delays for 2 synapses, expected one each", () -> group.withDelays(0));
  }

  private static SynapseGroup group(int[] sources, int[] targets) {
    return SynapseGroup.of(ScriptedSpikes.listed(sources, targets), new SynapseResponse.Jump(), 1);
  }

  private static StdpRule rule(double tauPlusMs, double tauMinusMs) {
    return new StdpRule(1, 1, tauPlusMs, tauMinusMs, StdpPairing.ALL_TO_ALL);
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
