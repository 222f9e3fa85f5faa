package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * What a presentation caused.
 *
 * @param input spikes of the inputs
 * @param excitatory spikes of the neurons that learn
 * @param inhibitory spikes of their inhibitory neurons
 */
public record Response(SpikeTrain input, SpikeTrain excitatory, SpikeTrain inhibitory) {
  /** Spikes of the neurons that learn, all together. */
  public int spikes() {
    return excitatory.count();
  }
}
