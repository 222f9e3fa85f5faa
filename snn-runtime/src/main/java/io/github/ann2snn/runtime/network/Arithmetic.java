package io.github.ann2snn.runtime.network;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The numbers that a network computes with.
 *
 * <p>An integer network is what neuromorphic chips run: weights, biases, thresholds and potentials
 * are integers, each layer in a unit of its own.
 *
 * <ul>
 *   <li>An input value x in [0, 1] that is injected as a constant current is rounded to {@code q =
 *       round(256 x)}; the current is {@code I = b + floor((sum w q + 128) / 256)}. Where spikes
 *       come in, it is {@code I = b + sum w}.
 *   <li>Weights are chosen so that {@code |I| < 16384}, whichever inputs fire.
 *   <li>The potential saturates: {@code v <- max(-16384, min(16384, v + I))}, so that it fits 16
 *       bits. That of an output layer that does not fire is a single-precision sum, exact up to
 *       2^24.
 *   <li>Firing and reset are as in other networks; so are spikes of -1, which are chosen for in the
 *       bound of the weights.
 * </ul>
 */
public enum Arithmetic {
  /** Single precision. */
  FLOAT(Float.SIZE, Float.SIZE),
  /** Weights and potentials of 16 bits. */
  INT16(Short.SIZE, Short.SIZE),
  /** Weights of 8 bits, potentials of 16. */
  INT8(Byte.SIZE, Short.SIZE);

  /** The potential of an integer network lies between minus this and this. */
  public static final int POTENTIAL_LIMIT = 1 << 14;

  /** Steps between an input of 0 and one of 1. */
  public static final int INPUT_STEPS = 1 << 8;

  private final int weightBits;
  private final int stateBits;

  Arithmetic(int weightBits, int stateBits) {
    this.weightBits = weightBits;
    this.stateBits = stateBits;
  }

  /**
   * {@return the one whose weights have so many bits, if there is one}
   *
   * @param bits of a weight
   */
  public static Optional<Arithmetic> ofWeightBits(int bits) {
    return Arrays.stream(values()).filter(each -> each.weightBits == bits).findFirst();
  }

  /** {@return whether all numbers are integers} */
  public boolean isInteger() {
    return this != FLOAT;
  }

  /** {@return bits of a stored weight} */
  public int weightBits() {
    return weightBits;
  }

  /** {@return bits of a bias, a threshold or a potential} */
  public int stateBits() {
    return stateBits;
  }

  /**
   * {@return the largest magnitude of an integer weight, {@code 2^(bits - 1) - 1}; meant for
   * integers alone}
   */
  public int weightLimit() {
    return (1 << (weightBits - 1)) - 1;
  }

  /**
   * {@return the current of a constant input: {@code floor((sum + 128) / 256)} of {@code sum w q}}
   *
   * @param sum the sum of integer weights times rounded inputs, {@code sum w q}
   */
  public static int injected(int sum) {
    return Math.floorDiv(sum + INPUT_STEPS / 2, INPUT_STEPS);
  }

  /**
   * {@return the potential that an integer network has instead of {@code sum}}
   *
   * @param sum potential and current of a step, added
   */
  public static int saturate(int sum) {
    return Math.max(-POTENTIAL_LIMIT, Math.min(POTENTIAL_LIMIT, sum));
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that a layer keeps the rules of this arithmetic.
   *
   * @param signed which sources have spikes with a sign
   * @throws IllegalArgumentException saying which rule it breaks
   */
  void check(Population layer, IntPredicate signed) {
    if (!isInteger()) {
      return;
    }
    if (!(layer.neurons() instanceof IntegrateAndFire neurons)) {
      throw Refusal.of("layer %s: %s neurons are not integrate-and-fire", layer.name(), this);
    }
    if (layer.recurrent().isPresent()) {
      throw Refusal.of("layer %s: %s networks cannot be recurrent", layer.name(), this);
    }
    if (neurons.firing().isNever()) {
      throw Refusal.of("layer %s: neurons of %s networks need a threshold", layer.name(), this);
    }
    for (Connection connection : layer.connections()) {
      if (connection instanceof Pooled pooled && pooled.pooling().divisor() != 1) {
        throw Refusal.of(
            "layer %s: %s networks cannot average; take the sum and divide the weights",
            layer.name(), this);
      }
      requireIntegers(layer, "weight", connection.weight(), weightLimit());
      requireIntegers(layer, "bias", connection.bias(), POTENTIAL_LIMIT);
    }
    Firing firing = neurons.firing();
    requireIntegers(layer, "threshold", firing.threshold(), POTENTIAL_LIMIT);
    requireIntegers(layer, "initial potential", firing.initialPotential(), POTENTIAL_LIMIT);
    requireIntegers(layer, "reset potential", firing.resetPotential(), POTENTIAL_LIMIT);
    if (firing.negative().isPresent()) {
      Negative negative = firing.negative().get();
      requireIntegers(layer, "negative threshold", negative.threshold(), POTENTIAL_LIMIT);
      for (float price : negative.price()) {
        if (price != Negative.NONE) {
          requireIntegers(layer, "price of a spike below 0", new float[] {price}, POTENTIAL_LIMIT);
        }
      }
    }
    for (float resistance : neurons.resistance()) {
      if (resistance != 1f) {
        throw Refusal.of(
            "layer %s: a resistance is %s, expected 1 in %s", layer.name(), resistance, this);
      }
    }
    double largest = layer.largestCurrent(signed);
    if (largest >= POTENTIAL_LIMIT) {
      throw Refusal.of(
          "layer %s: a current can reach %.0f, expected less than %d in %s",
          layer.name(), largest, POTENTIAL_LIMIT, this);
    }
  }

  private void requireIntegers(Population layer, String what, float[] values, int limit) {
    for (float value : values) {
      boolean integer = Float.compare(value, Math.round(value)) == 0;
      if (!integer || Math.abs(value) > limit) {
        throw Refusal.of(
            "layer %s: a %s is %s, expected an integer from -%d to %d in %s",
            layer.name(), what, value, limit, limit, this);
      }
    }
  }
}
