package io.github.ann2snn.dynamics.quantity;

import static io.github.ann2snn.files.SplitMix64.mix;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.files.Text;
import java.util.function.LongConsumer;

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

  /**
   * This current, asked for by one thread.
   *
   * @param asked told from time to time how often it was asked for since
   */
  default InputCurrent watched(LongConsumer asked) {
    long[] times = new long[1];
    return (neuron, step) -> {
      if ((++times[0] & 0xffff) == 0) {
        asked.accept(0x10000);
      }
      return at(neuron, step);
    };
  }

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
    Allowed.finite("the current", nanoamperes);
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
    Refusal.when(nanoamperes.length == 0, "no currents, expected one for each neuron");
    double[] copy = nanoamperes.clone();
    for (int j = 0; j < copy.length; j++) {
      Allowed.finite("the current of neuron " + j, copy[j]);
    }
    return (neuron, step) -> {
      if (neuron < 0 || neuron >= copy.length) {
        throw Refusal.of(
            "there is no current for neuron %d, only for 0 to %d", neuron, copy.length - 1);
      }
      return copy[neuron];
    };
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
    Allowed.finite("the current", nanoamperes);
    require("the first step of the current", from, 0, Long.MAX_VALUE - 1);
    require("the step at which the current ends", to, from + 1, Long.MAX_VALUE);
    return (neuron, step) -> step >= from && step < to ? nanoamperes : 0;
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
    Allowed.finite("the current", nanoamperes);
    require("the first step of the pulses", from, 0, Long.MAX_VALUE);
    require("the period of the pulses in steps", period, 1, Long.MAX_VALUE);
    require("the width of a pulse in steps", width, 1, period);
    return (neuron, step) -> step >= from && (step - from) % period < width ? nanoamperes : 0;
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
    Allowed.finite("the mean of the noise", mean);
    Allowed.require(
        standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY,
        "the standard deviation of the noise",
        standardDeviation,
        "a number >= 0");
    return (neuron, step) -> mean + standardDeviation * normal(seed, neuron, step);
  }

  /**
   * A standard normal deviate (G. E. P. Box and M. E. Muller, "A note on the generation of random
   * normal deviates", Ann. Math. Stat. 29, 610-611, 1958) of two uniform numbers. These are outputs
   * of {@link SplitMix64}, whose state is hashed from seed, neuron and step.
   */
  private static double normal(long seed, int neuron, long step) {
    long gamma = SplitMix64.GOLDEN_GAMMA;
    long state = mix(mix(mix(seed + gamma) + neuron + gamma) + step);
    double radius = ((mix(state + gamma) >>> 11) + 1) * 0x1p-53; // in (0, 1]
    double angle = (mix(state + 2 * gamma) >>> 11) * 0x1p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  private static void require(String what, long value, long least, long most) {
    String expected =
        most == Long.MAX_VALUE ? "at least " + least : Text.of("%d to %d", least, most);
    Allowed.require(value >= least && value <= most, what, value, expected);
  }
}
