package io.github.ann2snn.runtime.network;

/**
 * The dynamics of a layer's neurons: how they integrate their input current, and when they fire.
 */
public sealed interface NeuronModel permits IntegrateAndFire, LeakyIntegrateAndFire {
  /** How they start, fire and reset. */
  Firing firing();

  /** The same neurons with another way of firing. */
  NeuronModel withFiring(Firing firing);

  /** Number of neurons. */
  default int neurons() {
    return firing().neurons();
  }
}
