package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import java.util.Arrays;
import java.util.List;

/**
 * Neurons that fire at the steps that a test names, and otherwise are at rest at 0 mV: tau_m 10 ms,
 * dt 1 ms, threshold 20 mV, no refractory period.
 */
final class ScriptedSpikes {
  static final double DT_MS = 1;
  static final LeakyMembrane MEMBRANE = new LeakyMembrane(10, 0, 1, 20, 0, 0);

  private ScriptedSpikes() {}

  /**
   * A run over {@code steps} steps.
   *
   * @param script for each neuron the steps at which it fires
   * @param traced neurons whose potentials are recorded
   */
  static LeakySimulation run(int steps, int[][] script, SynapseGroup group, int... traced) {
    LeakyNetwork network = new LeakyNetwork(script.length, MEMBRANE, DT_MS, List.of(group));
    LeakySimulation simulation = new LeakySimulation(network, pulses(script), traced);
    simulation.advance(steps);
    return simulation;
  }

  /** A current of 1000 nA, which lifts by 95 mV in a step, at the steps named. */
  static InputCurrent pulses(int[][] script) {
    return (neuron, step) -> Arrays.stream(script[neuron]).anyMatch(s -> s == step) ? 1000 : 0;
  }

  /** One synapse from neuron 0 to neuron 1. */
  static SynapseGroup single(SynapseResponse response, double weight) {
    return SynapseGroup.of(listed(new int[] {0}, new int[] {1}), response, weight);
  }

  static SynapseRule listed(int[] sources, int[] targets) {
    return new SynapseRule.Listed(new SynapsePairs(sources, targets));
  }
}
