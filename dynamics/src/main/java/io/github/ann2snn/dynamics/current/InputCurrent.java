package io.github.ann2snn.dynamics.current;

import io.github.ann2snn.files.SplitMix64;
import static io.github.ann2snn.files.SeedMixing.mix;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;

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

  /** The currents that {@link InputCurrent} makes. */
  final class InputCurrents {
    private InputCurrents() {}

    static double finite(String what, double value) {
      if (!Double.isFinite(value)) {
        throw refusal(what, value, "a finite number");
      }
      return value;
    }

    private static void require(String what, long value, long least, long most) {
      if (value < least || value > most) {
        throw refusal(
            what,
            value,
            most == Long.MAX_VALUE ? "at least " + least : Text.of("%d to %d", least, most));
      }
    }

    private static IllegalArgumentException refusal(String what, Object value, String expected) {
      return Refusal.of("the %s is %s, expected %s", what, value, expected);
    }

    static final class PerNeuron implements InputCurrent {
      private final double[] nanoamperes;

      PerNeuron(double... nanoamperes) {
        Refusal.when(nanoamperes.length == 0, "no currents, expected one for each neuron");
        this.nanoamperes = nanoamperes.clone();
        for (int j = 0; j < nanoamperes.length; j++) {
          finite("current of neuron " + j, this.nanoamperes[j]);
        }
      }

      @Override
      public double at(int neuron, long step) {
        if (neuron < 0 || neuron >= nanoamperes.length) {
          throw Refusal.of(
              "there is no current for neuron %d, only for 0 to %d",
              neuron, nanoamperes.length - 1);
        }
        return nanoamperes[neuron];
      }
    }

    record Step(double nanoamperes, long from, long to) implements InputCurrent {
      Step {
        finite("current", nanoamperes);
        require("first step of the current", from, 0, Long.MAX_VALUE - 1);
        require("step at which the current ends", to, from + 1, Long.MAX_VALUE);
      }

      @Override
      public double at(int neuron, long step) {
        return step >= from && step < to ? nanoamperes : 0;
      }
    }

    record Pulses(double nanoamperes, long from, long period, long width) implements InputCurrent {
      Pulses {
        finite("current", nanoamperes);
        require("first step of the pulses", from, 0, Long.MAX_VALUE);
        require("period of the pulses in steps", period, 1, Long.MAX_VALUE);
        require("width of a pulse in steps", width, 1, period);
      }

      @Override
      public double at(int neuron, long step) {
        return step >= from && (step - from) % period < width ? nanoamperes : 0;
      }
    }

    /**
     * G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates", Ann.
     * Math. Stat. 29, 610-611, 1958, of two uniform numbers. These are outputs of SplitMix64 (G. L.
     * Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA
     * 2014), whose state is hashed from seed, neuron and step.
     */
    record Noise(double mean, double standardDeviation, long seed) implements InputCurrent {
      private static final double TO_UNIT = 0x1p-53;

      Noise {
        finite("mean of the noise", mean);
        if (!(standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
          throw refusal("standard deviation of the noise", standardDeviation, "a number >= 0");
        }
      }

      @Override
      public double at(int neuron, long step) {
        long ofNeuron = new SplitMix64(new SplitMix64(seed).nextLong() + neuron).nextLong();
        SplitMix64 random = new SplitMix64(SplitMix64.mix(ofNeuron + step));
        double radius = ((random.nextLong() >>> 11) + 1) * TO_UNIT; // in (0, 1]
        double angle = random.nextDouble();
        double normal =
            StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
        return mean + standardDeviation * normal;
      }
    }
  }
}
