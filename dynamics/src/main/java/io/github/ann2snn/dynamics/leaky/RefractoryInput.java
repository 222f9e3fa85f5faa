package io.github.ann2snn.dynamics.leaky;

/** What becomes of the jump of a potential that a synapse causes during the refractory period. */
public enum RefractoryInput {
  /**
   * It is lost: the potential stays at the reset. This is Brian2's {@code (unless refractory)},
   * which makes the variable read-only for synapses too.
   */
  IGNORED,

  /** It is added to the frozen potential and kept until the refractory period ends. */
  ADDED
}
