package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * Leaky integrate-and-fire neurons with the same membrane, and the synapses between them.
 *
 * @param neurons how many, at least 1
 * @param membrane of all of them
 * @param dtMs length of a step, ms; shorter than every time constant
 * @param groups the synapses; may be none
 */
public record LeakyNetwork(
    int neurons, LeakyMembrane membrane, double dtMs, List<SynapseGroup> groups) {
  /**
   * @throws IllegalArgumentException if there is no neuron, the step does not suit a time constant
   *     or a synapse names a neuron that does not exist
   */
  public LeakyNetwork {
    Refusal.when(neurons < 1, "%d neurons, expected at least 1", neurons);
    membrane.checkStep(dtMs);
    groups = List.copyOf(groups);
    for (int g = 0; g < groups.size(); g++) {
      SynapseGroup group = groups.get(g);
      group.pairs().checkWithin(neurons, g);
      group.response().checkStep(dtMs);
      group.plasticity().ifPresent(rule -> rule.checkStep(dtMs));
    }
  }

  /** Neurons without synapses. */
  public LeakyNetwork(int neurons, LeakyMembrane membrane, double dtMs) {
    this(neurons, membrane, dtMs, List.of());
  }
}
