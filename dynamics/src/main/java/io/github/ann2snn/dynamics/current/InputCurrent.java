package io.github.ann2snn.dynamics.current;

/**
 * The current that is injected into neurons, constant within a step. A pure function: neurons and
 * steps may be asked for in any order and several times.
 */
@FunctionalInterface
public interface InputCurrent {
  /**
   * The current in nA; positive excites.
   *
   * @param neuron 0, 1, ...
   * @param step 0, 1, ...
   */
  double at(int neuron, long step);

  /** Both currents together. */
  default InputCurrent plus(InputCurrent other) {
    return (neuron, step) -> at(neuron, step) + other.at(neuron, step);
  }

  /** This current at the steps at which another flows into the neuron; none at the others. */
  default InputCurrent during(InputCurrent other) {
    return (neuron, step) -> other.at(neuron, step) == 0 ? 0 : at(neuron, step);
  }

  /**
   * The same current always and for all neurons.
   *
   * @param nanoamperes in nA
   * @throws IllegalArgumentException if it is not finite
   */
  static InputCurrent constant(double nanoamperes) {
    InputCurrents.finite("current", nanoamperes);
    return (neuron, step) -> nanoamperes;
  }

  /**
   * A constant current for each neuron.
   *
   * @param nanoamperes in nA, one for each neuron; asking for a further one throws an
   *     IllegalArgumentException
   * @throws IllegalArgumentException if there is none or one is not finite
   */
  static InputCurrent perNeuron(double... nanoamperes) {
    return new InputCurrents.PerNeuron(nanoamperes);
  }

  /**
   * A current that is switched on and off once.
   *
   * @param nanoamperes in nA, while it is on
   * @param from first step with the current, at least 0
   * @param to first step without it again, greater than {@code from}
   * @throws IllegalArgumentException if a number is out of range
   */
  static InputCurrent step(double nanoamperes, long from, long to) {
    return new InputCurrents.Step(nanoamperes, from, to);
  }

  /**
   * A current that is switched on at every {@code period} steps for {@code width} steps.
   *
   * @param nanoamperes in nA, while it is on
   * @param from first step of the first pulse, at least 0
   * @param period from the beginning of a pulse to that of the next, in steps, at least 1
   * @param width of a pulse in steps, 1 ... {@code period}
   * @throws IllegalArgumentException if a number is out of range
   */
  static InputCurrent pulses(double nanoamperes, long from, long period, long width) {
    return new InputCurrents.Pulses(nanoamperes, from, period, width);
  }

  /**
   * Gaussian noise, independent for every neuron and step. It is keyed by (seed, neuron, step) and
   * computed with {@link StrictMath}: the same everywhere, in whatever order it is asked for. Its
   * effect depends on the step: the spread of a leaky potential grows with {@code standardDeviation
   * * sqrt(dt)}, so halving dt needs {@code sqrt(2)} times the standard deviation for the same
   * noise.
   *
   * @param mean in nA
   * @param standardDeviation in nA, at least 0
   * @param seed of the noise
   * @throws IllegalArgumentException if a number is not finite or the deviation negative
   */
  static InputCurrent noise(double mean, double standardDeviation, long seed) {
    return new InputCurrents.Noise(mean, standardDeviation, seed);
  }
}
