package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Integer layers with the Vector API, one lane per neuron: what {@link SimdRows} and {@link
 * SimdNeurons} do in single precision, with lanes of 16 bits.
 */
interface SimdIntegers extends Kernel {
  VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  int LANES = SHORTS.length();
  VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /**
   * What is added to a number below 2^22 so that its bits end in the whole one next to it; to
   * convert numbers is slow on JDK 17.
   */
  float WHOLE = 1.5f * (1 << 23);

  int WHOLE_BITS = Float.floatToRawIntBits(WHOLE);

  /** The neuron at place {@code at}, where a vector begins. */
  private static int first(int at) {
    return at / IntegerProgram.PADDING * IntegerProgram.PADDING + at % IntegerProgram.PADDING / 2;
  }

  short LIMIT = Arithmetic.POTENTIAL_LIMIT;

  @Override
  default void addSpikes(
      IntegerProgram layer, int from, SpikeTrain in, int t0, int steps, short[] base, short[] to) {
    int width = layer.width(from);
    int[] indices = in.indices();
    for (int column = 0; column < width; ) {
      boolean eight = column + 8 * LANES <= width;
      int tile = layer.tile(from) + column;
      int bias = Aligned.SHORT_LEAD + from + column;
      for (int t = 0; t < steps; t++) {
        int begin = in.offsets()[t0 + t];
        int end = in.offsets()[t0 + t + 1];
        int current = Aligned.SHORT_LEAD + t * width + column;
        int at = base == to ? current : bias;
        if (eight) {
          addToEight(layer.weights(), tile, width, indices, begin, end, base, at, to, current);
        } else {
          addToOne(layer.weights(), tile, width, indices, begin, end, base, at, to, current);
        }
      }
      column += eight ? 8 * LANES : LANES;
    }
  }

  private static void addToEight(
      short[] w,
      int tile,
      int width,
      int[] indices,
      int begin,
      int end,
      short[] base,
      int bias,
      short[] currents,
      int to) {
    ShortVector a = ShortVector.fromArray(SHORTS, base, bias);
    ShortVector b = ShortVector.fromArray(SHORTS, base, bias + LANES);
    ShortVector c = ShortVector.fromArray(SHORTS, base, bias + 2 * LANES);
    ShortVector d = ShortVector.fromArray(SHORTS, base, bias + 3 * LANES);
    ShortVector e = ShortVector.fromArray(SHORTS, base, bias + 4 * LANES);
    ShortVector f = ShortVector.fromArray(SHORTS, base, bias + 5 * LANES);
    ShortVector g = ShortVector.fromArray(SHORTS, base, bias + 6 * LANES);
    ShortVector h = ShortVector.fromArray(SHORTS, base, bias + 7 * LANES);
    for (int k = begin; k < end; k++) {
      int at = tile + indices[k] * width;
      a = a.add(ShortVector.fromArray(SHORTS, w, at));
      b = b.add(ShortVector.fromArray(SHORTS, w, at + LANES));
      c = c.add(ShortVector.fromArray(SHORTS, w, at + 2 * LANES));
      d = d.add(ShortVector.fromArray(SHORTS, w, at + 3 * LANES));
      e = e.add(ShortVector.fromArray(SHORTS, w, at + 4 * LANES));
      f = f.add(ShortVector.fromArray(SHORTS, w, at + 5 * LANES));
      g = g.add(ShortVector.fromArray(SHORTS, w, at + 6 * LANES));
      h = h.add(ShortVector.fromArray(SHORTS, w, at + 7 * LANES));
    }
    a.intoArray(currents, to);
    b.intoArray(currents, to + LANES);
    c.intoArray(currents, to + 2 * LANES);
    d.intoArray(currents, to + 3 * LANES);
    e.intoArray(currents, to + 4 * LANES);
    f.intoArray(currents, to + 5 * LANES);
    g.intoArray(currents, to + 6 * LANES);
    h.intoArray(currents, to + 7 * LANES);
  }

  private static void addToOne(
      short[] w,
      int tile,
      int width,
      int[] indices,
      int begin,
      int end,
      short[] base,
      int bias,
      short[] currents,
      int to) {
    ShortVector sum = ShortVector.fromArray(SHORTS, base, bias);
    int k = begin;
    for (; k + 4 <= end; k += 4) {
      // In any order: integers add up to the same.
      ShortVector a = ShortVector.fromArray(SHORTS, w, tile + indices[k] * width);
      ShortVector b = ShortVector.fromArray(SHORTS, w, tile + indices[k + 1] * width);
      ShortVector c = ShortVector.fromArray(SHORTS, w, tile + indices[k + 2] * width);
      ShortVector d = ShortVector.fromArray(SHORTS, w, tile + indices[k + 3] * width);
      sum = sum.add(a.add(b)).add(c.add(d));
    }
    for (; k < end; k++) {
      sum = sum.add(ShortVector.fromArray(SHORTS, w, tile + indices[k] * width));
    }
    sum.intoArray(currents, to);
  }

  @Override
  default void inject(IntegerProgram layer, float[] products, short[] current) {
    // A sum with 1.5 x 2^23 ends in the bits of the nearest whole number. That is the one below the
    // quotient + 1/2, because with 1/512 less the fraction is never 1/2.
    FloatVector low = FloatVector.broadcast(FLOATS, 0.5f / Arithmetic.INPUT_STEPS);
    for (int j = 0; j < layer.stride(); j += LANES) {
      int from = Aligned.LEAD + first(j);
      int place = Aligned.SHORT_LEAD + j;
      IntVector even =
          FloatVector.fromArray(FLOATS, products, from)
              .mul(1f / Arithmetic.INPUT_STEPS)
              .add(low)
              .add(WHOLE)
              .viewAsIntegralLanes();
      IntVector odd =
          FloatVector.fromArray(FLOATS, products, from + IntegerProgram.PADDING / 2)
              .mul(1f / Arithmetic.INPUT_STEPS)
              .add(low)
              .add(WHOLE)
              .viewAsIntegralLanes();
      even.and(0xffff)
          .or(odd.lanewise(VectorOperators.LSHL, Short.SIZE))
          .reinterpretAsShorts()
          .add(ShortVector.fromArray(SHORTS, layer.bias(), place))
          .intoArray(current, place);
    }
  }

  @Override
  default void integrateAndFire(
      IntegerProgram layer,
      int from,
      short[] in,
      int at,
      int stride,
      int steps,
      short[] v,
      short[] bits,
      int[] fired) {
    int width = layer.width(from);
    int first = Aligned.SHORT_LEAD + from;
    for (int t = 0; t < steps; t += Short.SIZE) {
      int some = Math.min(Short.SIZE, steps - t);
      int now = at + t * stride;
      int j = 0;
      for (; j + 4 * LANES <= width; j += 4 * LANES) {
        fireFour(in, now + j, stride, some, v, layer.theta(), first + j, bits);
      }
      for (; j < width; j += LANES) {
        fireOne(in, now + j, stride, some, v, layer.theta(), first + j, bits);
      }
      putBits(bits, first, width, t, fired, Aligned.LEAD + from);
    }
  }

  /** Sets the bits of some steps, and those of later ones to 0. */
  private static void putBits(short[] bits, int at, int n, int t, int[] fired, int to) {
    int kept = (1 << t) - 1;
    for (int j = 0; j < n; j += LANES) {
      IntVector both = ShortVector.fromArray(SHORTS, bits, at + j).reinterpretAsInts();
      int even = to + first(j);
      int odd = even + IntegerProgram.PADDING / 2;
      both.and(0xffff)
          .lanewise(VectorOperators.LSHL, t)
          .or(IntVector.fromArray(INTS, fired, even).and(kept))
          .intoArray(fired, even);
      both.lanewise(VectorOperators.LSHR, Short.SIZE)
          .lanewise(VectorOperators.LSHL, t)
          .or(IntVector.fromArray(INTS, fired, odd).and(kept))
          .intoArray(fired, odd);
    }
  }

  /** Four vectors at once, because each waits for itself. */
  private static void fireFour(
      short[] in, int at, int stride, int steps, short[] v, short[] theta, int j, short[] bits) {
    ShortVector high = ShortVector.broadcast(SHORTS, LIMIT);
    ShortVector low = high.neg();
    ShortVector all = ShortVector.broadcast(SHORTS, (short) ((1 << steps) - 1));
    ShortVector a = ShortVector.fromArray(SHORTS, v, j);
    ShortVector aTheta = ShortVector.fromArray(SHORTS, theta, j);
    ShortVector aFired = all;
    ShortVector b = ShortVector.fromArray(SHORTS, v, j + LANES);
    ShortVector bTheta = ShortVector.fromArray(SHORTS, theta, j + LANES);
    ShortVector bFired = all;
    ShortVector c = ShortVector.fromArray(SHORTS, v, j + 2 * LANES);
    ShortVector cTheta = ShortVector.fromArray(SHORTS, theta, j + 2 * LANES);
    ShortVector cFired = all;
    ShortVector d = ShortVector.fromArray(SHORTS, v, j + 3 * LANES);
    ShortVector dTheta = ShortVector.fromArray(SHORTS, theta, j + 3 * LANES);
    ShortVector dFired = all;
    for (int t = 0; t < steps; t++) {
      ShortVector bit = ShortVector.broadcast(SHORTS, (short) (1 << t));
      int now = at + t * stride;
      ShortVector aNow = a.add(ShortVector.fromArray(SHORTS, in, now)).min(high).max(low);
      ShortVector aAbove = aNow.sub(aTheta);
      ShortVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Short.SIZE - 1);
      a = aAbove.lanewise(VectorOperators.BITWISE_BLEND, aNow, aBelow);
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(bit));
      ShortVector bNow = b.add(ShortVector.fromArray(SHORTS, in, now + LANES)).min(high).max(low);
      ShortVector bAbove = bNow.sub(bTheta);
      ShortVector bBelow = bAbove.lanewise(VectorOperators.ASHR, Short.SIZE - 1);
      b = bAbove.lanewise(VectorOperators.BITWISE_BLEND, bNow, bBelow);
      bFired = bFired.lanewise(VectorOperators.XOR, bBelow.and(bit));
      ShortVector cNow =
          c.add(ShortVector.fromArray(SHORTS, in, now + 2 * LANES)).min(high).max(low);
      ShortVector cAbove = cNow.sub(cTheta);
      ShortVector cBelow = cAbove.lanewise(VectorOperators.ASHR, Short.SIZE - 1);
      c = cAbove.lanewise(VectorOperators.BITWISE_BLEND, cNow, cBelow);
      cFired = cFired.lanewise(VectorOperators.XOR, cBelow.and(bit));
      ShortVector dNow =
          d.add(ShortVector.fromArray(SHORTS, in, now + 3 * LANES)).min(high).max(low);
      ShortVector dAbove = dNow.sub(dTheta);
      ShortVector dBelow = dAbove.lanewise(VectorOperators.ASHR, Short.SIZE - 1);
      d = dAbove.lanewise(VectorOperators.BITWISE_BLEND, dNow, dBelow);
      dFired = dFired.lanewise(VectorOperators.XOR, dBelow.and(bit));
    }
    a.intoArray(v, j);
    aFired.intoArray(bits, j);
    b.intoArray(v, j + LANES);
    bFired.intoArray(bits, j + LANES);
    c.intoArray(v, j + 2 * LANES);
    cFired.intoArray(bits, j + 2 * LANES);
    d.intoArray(v, j + 3 * LANES);
    dFired.intoArray(bits, j + 3 * LANES);
  }

  private static void fireOne(
      short[] in, int at, int stride, int steps, short[] v, short[] theta, int j, short[] bits) {
    ShortVector high = ShortVector.broadcast(SHORTS, LIMIT);
    ShortVector low = high.neg();
    ShortVector all = ShortVector.broadcast(SHORTS, (short) ((1 << steps) - 1));
    ShortVector a = ShortVector.fromArray(SHORTS, v, j);
    ShortVector aTheta = ShortVector.fromArray(SHORTS, theta, j);
    ShortVector aFired = all;
    for (int t = 0; t < steps; t++) {
      ShortVector bit = ShortVector.broadcast(SHORTS, (short) (1 << t));
      int now = at + t * stride;
      ShortVector aNow = a.add(ShortVector.fromArray(SHORTS, in, now)).min(high).max(low);
      ShortVector aAbove = aNow.sub(aTheta);
      ShortVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Short.SIZE - 1);
      a = aAbove.lanewise(VectorOperators.BITWISE_BLEND, aNow, aBelow);
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(bit));
    }
    a.intoArray(v, j);
    aFired.intoArray(bits, j);
  }
}
