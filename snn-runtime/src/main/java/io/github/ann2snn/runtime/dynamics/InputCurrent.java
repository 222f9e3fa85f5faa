package io.github.ann2snn.runtime.dynamics;

/** The current that is injected into each neuron at each step. */
@FunctionalInterface
public interface InputCurrent {
  /**
   * The current during a step; the same whenever and in whatever order it is asked for.
   *
   * @param neuron from 0
   * @param step from 0
   * @return nA, a finite number
   */
  double at(int neuron, long step);
}
