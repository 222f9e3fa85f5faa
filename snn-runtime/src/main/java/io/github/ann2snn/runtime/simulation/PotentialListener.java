package io.github.ann2snn.runtime.simulation;

/**
 * Is told the membrane potentials of a run, step by step and population by population. The arrays
 * are the simulator's own: who keeps them copies them.
 */
public interface PotentialListener {
  /** Lets them go by. */
  PotentialListener NONE = new PotentialListener() {};

  /**
   * Called when neurons have integrated the current of a step: what they compare with their
   * threshold. Of an integer network that is held within its limits where the neurons fire.
   *
   * @param population index of the population
   * @param t step, counted from 0
   * @param v potentials, one per neuron
   */
  default void integrated(int population, int t, float[] v) {}

  /**
   * Called when a step is over: those that fired were reset. An output population that is read by
   * its potentials does not fire, and nothing has changed.
   *
   * @param population index of the population
   * @param t step, counted from 0
   * @param v potentials, one per neuron
   */
  default void ended(int population, int t, float[] v) {}
}
