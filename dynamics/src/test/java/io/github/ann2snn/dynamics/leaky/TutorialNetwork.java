package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;

/** The tutorial's synapses: all to all, plastic, clipped at 100 mV either way. */
final class TutorialNetwork {
  private TutorialNetwork() {}

  static SynapseGroup synapses(int neurons, double weightMv) {
    NeuronRange all = NeuronRange.first(neurons);
    return SynapseGroup.of(
            new SynapseRule.AllToAll(all, all, false), new SynapseResponse.Jump(), weightMv)
        .withLimits(-100, 100)
        .withPlasticity(StdpRule.tutorial());
  }
}
