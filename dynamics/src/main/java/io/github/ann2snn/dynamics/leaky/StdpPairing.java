package io.github.ann2snn.dynamics.leaky;

/**
 * Which pairs of spikes change a weight (Morrison, Diesmann and Gerstner, "Phenomenological models
 * of synaptic plasticity based on spike timing", Biological Cybernetics 98, 2008).
 */
public enum StdpPairing {
  /** Every spike before the synapse with every spike behind it: traces add up. */
  ALL_TO_ALL,

  /**
   * Each spike with the last one on the other side of the synapse (the symmetric scheme, their
   * figure 7A): a spike sets its trace instead of adding to it.
   */
  NEAREST_NEIGHBOUR
}
