package io.github.ann2snn.runtime.network;

/** How the outputs of one layer reach the neurons of the next. */
public sealed interface Connection permits Affine {
  /** Number of values or spiking neurons that come in. */
  int inputs();

  /** Number of neurons that are reached. */
  int outputs();

  /**
   * Number of outgoing connections of input {@code i}: what one of its spikes costs in synaptic
   * operations.
   */
  int fanOut(int i);

  /** Number of weights that are stored. */
  long weights();
}
