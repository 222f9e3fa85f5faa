package io.github.ann2snn.runtime.signed;

import io.github.ann2snn.runtime.network.Arithmetic;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lets signed neurons integrate and fire with the Vector API, one lane per neuron. Comparisons are
 * signs of differences, and choices are made bit by bit, because masks are slow on JDK 17.
 */
final class SimdFiring {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final int LANES = FLOATS.length();
  private static final int SIGN = Integer.SIZE - 1;

  /** The bits of the largest potential, which limit those of both signs. */
  private static final int HIGH = Float.floatToRawIntBits(Arithmetic.POTENTIAL_LIMIT);

  private SimdFiring() {}

  /** Places that are run together. */
  static int lanes() {
    return LANES;
  }

  /** {@link SignedNeurons#fire} for as many places as there are lanes, that fire at thresholds. */
  static void fire(
      SignedNeurons p,
      int place,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] net,
      int room,
      int first) {
    FloatVector potential = FloatVector.fromArray(FLOATS, v, place);
    IntVector n = IntVector.fromArray(INTS, net, place);
    FloatVector theta = FloatVector.fromArray(FLOATS, p.up(), place);
    IntVector up = theta.viewAsIntegralLanes();
    IntVector upBelow = FloatVector.fromArray(FLOATS, p.upBelow(), place).viewAsIntegralLanes();
    IntVector down = FloatVector.fromArray(FLOATS, p.down(), place).viewAsIntegralLanes();
    IntVector downBelow = FloatVector.fromArray(FLOATS, p.downBelow(), place).viewAsIntegralLanes();
    IntVector price = FloatVector.fromArray(FLOATS, p.price(), place).viewAsIntegralLanes();
    IntVector plus = IntVector.zero(INTS);
    IntVector minus = IntVector.zero(INTS);
    IntVector ones = IntVector.broadcast(INTS, -1);
    IntVector limit = IntVector.broadcast(INTS, HIGH);
    IntVector sign = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    for (int t = 0; t < steps; t++) {
      FloatVector now = potential.add(FloatVector.fromArray(FLOATS, in, at + t * stride));
      if (p.saturates()) {
        now =
            now.viewAsIntegralLanes()
                .min(limit)
                .lanewise(VectorOperators.XOR, sign)
                .min(limit)
                .lanewise(VectorOperators.XOR, sign)
                .viewAsFloatingLanes();
      }
      IntVector below = n.lanewise(VectorOperators.ASHR, SIGN);
      IntVector above = n.neg().lanewise(VectorOperators.ASHR, SIGN);
      FloatVector high =
          up.lanewise(VectorOperators.BITWISE_BLEND, upBelow, below).viewAsFloatingLanes();
      FloatVector low =
          downBelow.lanewise(VectorOperators.BITWISE_BLEND, down, above).viewAsFloatingLanes();
      IntVector noPlus = now.sub(high).viewAsIntegralLanes().lanewise(VectorOperators.ASHR, SIGN);
      IntVector isPlus = noPlus.lanewise(VectorOperators.XOR, ones);
      IntVector isMinus =
          now.neg()
              .sub(low)
              .viewAsIntegralLanes()
              .lanewise(VectorOperators.ASHR, SIGN)
              .lanewise(VectorOperators.XOR, ones)
              .and(noPlus);
      FloatVector lower =
          now.sub(up.lanewise(VectorOperators.BITWISE_BLEND, price, below).viewAsFloatingLanes());
      FloatVector higher =
          now.add(price.lanewise(VectorOperators.BITWISE_BLEND, up, above).viewAsFloatingLanes());
      potential =
          lower
              .viewAsIntegralLanes()
              .lanewise(VectorOperators.BITWISE_BLEND, now.viewAsIntegralLanes(), noPlus)
              .lanewise(VectorOperators.BITWISE_BLEND, higher.viewAsIntegralLanes(), isMinus)
              .viewAsFloatingLanes();
      IntVector bit = IntVector.broadcast(INTS, 1 << first + t);
      plus = plus.or(isPlus.and(bit));
      minus = minus.or(isMinus.and(bit));
      n = n.sub(isPlus).add(isMinus);
    }
    potential.intoArray(v, place);
    n.intoArray(net, place);
    plus.intoArray(net, room);
    minus.intoArray(net, room + LANES);
  }
}
