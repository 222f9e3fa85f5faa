package io.github.ann2snn.runtime.simulation;

/**
 * Runs a tile of a layer's neurons through all steps. Every kernel is element-wise: for each neuron
 * it multiplies, then adds, in the order that {@link Simulator} states, without fused multiply-adds
 * and without reductions, so that all give the same bits.
 */
interface Kernel {
  /** How reports name it. */
  String name();

  /**
   * Runs neurons {@code from} to {@code to}, both multiples of {@link LayerProgram#PADDING}.
   *
   * @param layer the layer
   * @param drive what comes in
   * @param spikes receives the spikes and tells the number of steps
   * @param fires whether the neurons fire, or only integrate
   * @param trace receives the potentials after every step; null where nobody reads them
   */
  void run(
      LayerProgram layer,
      int from,
      int to,
      Drive drive,
      SpikeTrain spikes,
      boolean fires,
      OutputTrace trace);
}
