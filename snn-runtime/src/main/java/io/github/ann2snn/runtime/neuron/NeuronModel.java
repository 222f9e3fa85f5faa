package io.github.ann2snn.runtime.neuron;

/**
 * The dynamics of a layer's neurons: how they integrate their input current, and when they fire.
 */
public sealed interface NeuronModel
    permits IntegrateAndFire, LeakyIntegrateAndFire, CurrentBasedLeakyIntegrateAndFire {
  /** {@return how they start, fire and reset} */
  Firing firing();

  /**
   * {@return the same neurons with another way of firing}
   *
   * @param firing for as many neurons
   */
  NeuronModel withFiring(Firing firing);

  /**
   * {@return the same neurons, which take {@code scale} times their input current: it goes into a
   * parameter that the current is multiplied by}
   *
   * @param scale one value per neuron
   * @throws IllegalArgumentException if the size differs or a product is not finite
   */
  NeuronModel withInputScaled(float[] scale);

  /**
   * One step, as the equations read: from the potentials {@code v} and the currents, before neurons
   * fire.
   *
   * @param v the potentials, one per neuron, which it overwrites
   * @param synaptic the synaptic currents, where neurons have any
   * @param current that arrives at each neuron
   * @param timestep {@code dt} in seconds
   */
  void integrate(float[] v, float[] synaptic, float[] current, double timestep);

  /** {@return whether what a step does depends on its length, as a leak does} */
  default boolean dependsOnTimestep() {
    return decayingStates() > 0;
  }

  /**
   * {@return how many numbers a neuron keeps from step to step: its potential, and what else the
   * model has}
   */
  default int statesPerNeuron() {
    return 1;
  }

  /** {@return how many of the numbers that a neuron keeps decay at each step} */
  int decayingStates();

  /** {@return the number of neurons} */
  default int neurons() {
    return firing().neurons();
  }
}
