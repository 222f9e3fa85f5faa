package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simd.Aligned;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lets neurons integrate and fire with the Vector API, one lane per neuron.
 *
 * <p>The comparison {@code v >= theta} is the sign of {@code v - theta}, which is exact with
 * gradual underflow: bit operations on it do what masked operations would, and are fast on JDK 17
 * too, where those are not. JDK 17 puts vectors on the heap where C2 does not know their class: no
 * method of ours takes one, and the launcher raises a limit on C2's guesses (docs/performance.md).
 */
interface SimdNeurons extends Kernel {
  VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  int LANES = FLOATS.length();

  /**
   * The bits of the largest potential. Numbers of one sign are in the order of their bits, and
   * those of the other sign have the larger ones as unsigned numbers; Java's own minimum of numbers
   * takes several instructions because of NaN and -0.
   */
  int HIGH = Float.floatToRawIntBits(Arithmetic.POTENTIAL_LIMIT);

  @Override
  default void integrateAndFire(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] fired) {
    float[] theta = layer.firing().theta();
    int width = layer.width(from);
    int first = Aligned.LEAD + from;
    int j = 0;
    for (; layer.saturates() && j + 4 * LANES <= width; j += 4 * LANES) {
      saturateFour(in, at + j, stride, steps, v, theta, first + j, fired);
    }
    for (; layer.saturates() && j < width; j += LANES) {
      saturateOne(in, at + j, stride, steps, v, theta, first + j, fired);
    }
    for (; j + 4 * LANES <= width; j += 4 * LANES) {
      fireFour(in, at + j, stride, steps, v, theta, first + j, fired);
    }
    for (; j < width; j += LANES) {
      fireOne(in, at + j, stride, steps, v, theta, first + j, fired);
    }
  }

  /** Four vectors at once, because each waits for itself. */
  private static void fireFour(
      float[] in, int at, int stride, int steps, float[] v, float[] theta, int j, int[] fired) {
    IntVector all = IntVector.broadcast(INTS, steps < Integer.SIZE ? (1 << steps) - 1 : -1);
    FloatVector a = FloatVector.fromArray(FLOATS, v, j);
    FloatVector aTheta = FloatVector.fromArray(FLOATS, theta, j);
    IntVector aFired = all;
    FloatVector b = FloatVector.fromArray(FLOATS, v, j + LANES);
    FloatVector bTheta = FloatVector.fromArray(FLOATS, theta, j + LANES);
    IntVector bFired = all;
    FloatVector c = FloatVector.fromArray(FLOATS, v, j + 2 * LANES);
    FloatVector cTheta = FloatVector.fromArray(FLOATS, theta, j + 2 * LANES);
    IntVector cFired = all;
    FloatVector d = FloatVector.fromArray(FLOATS, v, j + 3 * LANES);
    FloatVector dTheta = FloatVector.fromArray(FLOATS, theta, j + 3 * LANES);
    IntVector dFired = all;
    for (int t = 0; t < steps; t++) {
      IntVector bit = IntVector.broadcast(INTS, 1 << t);
      int now = at + t * stride;
      FloatVector aNow = a.add(FloatVector.fromArray(FLOATS, in, now));
      IntVector aBits = aNow.viewAsIntegralLanes();
      IntVector aAbove = aNow.sub(aTheta).viewAsIntegralLanes();
      IntVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      a = aAbove.lanewise(VectorOperators.BITWISE_BLEND, aBits, aBelow).viewAsFloatingLanes();
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(bit));
      FloatVector bNow = b.add(FloatVector.fromArray(FLOATS, in, now + LANES));
      IntVector bBits = bNow.viewAsIntegralLanes();
      IntVector bAbove = bNow.sub(bTheta).viewAsIntegralLanes();
      IntVector bBelow = bAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      b = bAbove.lanewise(VectorOperators.BITWISE_BLEND, bBits, bBelow).viewAsFloatingLanes();
      bFired = bFired.lanewise(VectorOperators.XOR, bBelow.and(bit));
      FloatVector cNow = c.add(FloatVector.fromArray(FLOATS, in, now + 2 * LANES));
      IntVector cBits = cNow.viewAsIntegralLanes();
      IntVector cAbove = cNow.sub(cTheta).viewAsIntegralLanes();
      IntVector cBelow = cAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      c = cAbove.lanewise(VectorOperators.BITWISE_BLEND, cBits, cBelow).viewAsFloatingLanes();
      cFired = cFired.lanewise(VectorOperators.XOR, cBelow.and(bit));
      FloatVector dNow = d.add(FloatVector.fromArray(FLOATS, in, now + 3 * LANES));
      IntVector dBits = dNow.viewAsIntegralLanes();
      IntVector dAbove = dNow.sub(dTheta).viewAsIntegralLanes();
      IntVector dBelow = dAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      d = dAbove.lanewise(VectorOperators.BITWISE_BLEND, dBits, dBelow).viewAsFloatingLanes();
      dFired = dFired.lanewise(VectorOperators.XOR, dBelow.and(bit));
    }
    a.intoArray(v, j);
    aFired.intoArray(fired, j);
    b.intoArray(v, j + LANES);
    bFired.intoArray(fired, j + LANES);
    c.intoArray(v, j + 2 * LANES);
    cFired.intoArray(fired, j + 2 * LANES);
    d.intoArray(v, j + 3 * LANES);
    dFired.intoArray(fired, j + 3 * LANES);
  }

  @Override
  default boolean tells(NeuronProgram layer) {
    return SimdDecoder.TELLS && !layer.saturates() && layer.stride() % (4 * LANES) == 0;
  }

  @Override
  default void tell(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int t,
      MapSpikes to) {
    float[] theta = layer.firing().theta();
    for (int j = 0; j < layer.width(from); j += 4 * LANES) {
      int mask = to.at(t) + (from + j) / MapSpikes.BLOCK;
      tellFour(in, at + j, stride, steps, v, theta, Aligned.LEAD + from + j, to, mask);
    }
  }

  /** Four vectors at once, each of which has a block's neurons. */
  private static void tellFour(
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      float[] theta,
      int j,
      MapSpikes to,
      int mask) {
    short[] masks = to.masks;
    FloatVector a = FloatVector.fromArray(FLOATS, v, j);
    FloatVector aTheta = FloatVector.fromArray(FLOATS, theta, j);
    FloatVector b = FloatVector.fromArray(FLOATS, v, j + LANES);
    FloatVector bTheta = FloatVector.fromArray(FLOATS, theta, j + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, v, j + 2 * LANES);
    FloatVector cTheta = FloatVector.fromArray(FLOATS, theta, j + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, v, j + 3 * LANES);
    FloatVector dTheta = FloatVector.fromArray(FLOATS, theta, j + 3 * LANES);
    int now = at;
    int block = mask;
    for (int t = 0; t < steps; t++) {
      FloatVector aNow = a.add(FloatVector.fromArray(FLOATS, in, now));
      VectorMask<Float> aFires = aNow.compare(VectorOperators.GE, aTheta);
      a = aNow.sub(aTheta, aFires);
      masks[block] = (short) aFires.toLong();
      FloatVector bNow = b.add(FloatVector.fromArray(FLOATS, in, now + LANES));
      VectorMask<Float> bFires = bNow.compare(VectorOperators.GE, bTheta);
      b = bNow.sub(bTheta, bFires);
      masks[block + 1] = (short) bFires.toLong();
      FloatVector cNow = c.add(FloatVector.fromArray(FLOATS, in, now + 2 * LANES));
      VectorMask<Float> cFires = cNow.compare(VectorOperators.GE, cTheta);
      c = cNow.sub(cTheta, cFires);
      masks[block + 2] = (short) cFires.toLong();
      FloatVector dNow = d.add(FloatVector.fromArray(FLOATS, in, now + 3 * LANES));
      VectorMask<Float> dFires = dNow.compare(VectorOperators.GE, dTheta);
      d = dNow.sub(dTheta, dFires);
      masks[block + 3] = (short) dFires.toLong();
      now += stride;
      block += to.perStep;
    }
    a.intoArray(v, j);
    b.intoArray(v, j + LANES);
    c.intoArray(v, j + 2 * LANES);
    d.intoArray(v, j + 3 * LANES);
  }

  private static void fireOne(
      float[] in, int at, int stride, int steps, float[] v, float[] theta, int j, int[] fired) {
    FloatVector a = FloatVector.fromArray(FLOATS, v, j);
    FloatVector aTheta = FloatVector.fromArray(FLOATS, theta, j);
    IntVector all = IntVector.broadcast(INTS, steps < Integer.SIZE ? (1 << steps) - 1 : -1);
    IntVector aFired = all;
    for (int t = 0; t < steps; t++) {
      a = a.add(FloatVector.fromArray(FLOATS, in, at + t * stride));
      IntVector aAbove = a.sub(aTheta).viewAsIntegralLanes();
      IntVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      a =
          aAbove
              .lanewise(VectorOperators.BITWISE_BLEND, a.viewAsIntegralLanes(), aBelow)
              .viewAsFloatingLanes();
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(IntVector.broadcast(INTS, 1 << t)));
    }
    a.intoArray(v, j);
    aFired.intoArray(fired, j);
  }

  private static void saturateFour(
      float[] in, int at, int stride, int steps, float[] v, float[] theta, int j, int[] fired) {
    IntVector high = IntVector.broadcast(INTS, HIGH);
    IntVector sign = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    IntVector all = IntVector.broadcast(INTS, steps < Integer.SIZE ? (1 << steps) - 1 : -1);
    FloatVector a = FloatVector.fromArray(FLOATS, v, j);
    FloatVector aTheta = FloatVector.fromArray(FLOATS, theta, j);
    IntVector aFired = all;
    FloatVector b = FloatVector.fromArray(FLOATS, v, j + LANES);
    FloatVector bTheta = FloatVector.fromArray(FLOATS, theta, j + LANES);
    IntVector bFired = all;
    FloatVector c = FloatVector.fromArray(FLOATS, v, j + 2 * LANES);
    FloatVector cTheta = FloatVector.fromArray(FLOATS, theta, j + 2 * LANES);
    IntVector cFired = all;
    FloatVector d = FloatVector.fromArray(FLOATS, v, j + 3 * LANES);
    FloatVector dTheta = FloatVector.fromArray(FLOATS, theta, j + 3 * LANES);
    IntVector dFired = all;
    int now = at;
    for (int t = 0; t < steps; t++) {
      IntVector bit = IntVector.broadcast(INTS, 1 << t);
      IntVector aBits =
          a.add(FloatVector.fromArray(FLOATS, in, now))
              .viewAsIntegralLanes()
              .min(high)
              .lanewise(VectorOperators.XOR, sign)
              .min(high)
              .lanewise(VectorOperators.XOR, sign);
      IntVector aAbove = aBits.viewAsFloatingLanes().sub(aTheta).viewAsIntegralLanes();
      IntVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      a = aAbove.lanewise(VectorOperators.BITWISE_BLEND, aBits, aBelow).viewAsFloatingLanes();
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(bit));
      IntVector bBits =
          b.add(FloatVector.fromArray(FLOATS, in, now + LANES))
              .viewAsIntegralLanes()
              .min(high)
              .lanewise(VectorOperators.XOR, sign)
              .min(high)
              .lanewise(VectorOperators.XOR, sign);
      IntVector bAbove = bBits.viewAsFloatingLanes().sub(bTheta).viewAsIntegralLanes();
      IntVector bBelow = bAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      b = bAbove.lanewise(VectorOperators.BITWISE_BLEND, bBits, bBelow).viewAsFloatingLanes();
      bFired = bFired.lanewise(VectorOperators.XOR, bBelow.and(bit));
      IntVector cBits =
          c.add(FloatVector.fromArray(FLOATS, in, now + 2 * LANES))
              .viewAsIntegralLanes()
              .min(high)
              .lanewise(VectorOperators.XOR, sign)
              .min(high)
              .lanewise(VectorOperators.XOR, sign);
      IntVector cAbove = cBits.viewAsFloatingLanes().sub(cTheta).viewAsIntegralLanes();
      IntVector cBelow = cAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      c = cAbove.lanewise(VectorOperators.BITWISE_BLEND, cBits, cBelow).viewAsFloatingLanes();
      cFired = cFired.lanewise(VectorOperators.XOR, cBelow.and(bit));
      IntVector dBits =
          d.add(FloatVector.fromArray(FLOATS, in, now + 3 * LANES))
              .viewAsIntegralLanes()
              .min(high)
              .lanewise(VectorOperators.XOR, sign)
              .min(high)
              .lanewise(VectorOperators.XOR, sign);
      IntVector dAbove = dBits.viewAsFloatingLanes().sub(dTheta).viewAsIntegralLanes();
      IntVector dBelow = dAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      d = dAbove.lanewise(VectorOperators.BITWISE_BLEND, dBits, dBelow).viewAsFloatingLanes();
      dFired = dFired.lanewise(VectorOperators.XOR, dBelow.and(bit));
      now += stride;
    }
    a.intoArray(v, j);
    aFired.intoArray(fired, j);
    b.intoArray(v, j + LANES);
    bFired.intoArray(fired, j + LANES);
    c.intoArray(v, j + 2 * LANES);
    cFired.intoArray(fired, j + 2 * LANES);
    d.intoArray(v, j + 3 * LANES);
    dFired.intoArray(fired, j + 3 * LANES);
  }

  private static void saturateOne(
      float[] in, int at, int stride, int steps, float[] v, float[] theta, int j, int[] fired) {
    IntVector high = IntVector.broadcast(INTS, HIGH);
    IntVector sign = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    IntVector all = IntVector.broadcast(INTS, steps < Integer.SIZE ? (1 << steps) - 1 : -1);
    FloatVector a = FloatVector.fromArray(FLOATS, v, j);
    FloatVector aTheta = FloatVector.fromArray(FLOATS, theta, j);
    IntVector aFired = all;
    int now = at;
    for (int t = 0; t < steps; t++) {
      IntVector bit = IntVector.broadcast(INTS, 1 << t);
      IntVector aBits =
          a.add(FloatVector.fromArray(FLOATS, in, now))
              .viewAsIntegralLanes()
              .min(high)
              .lanewise(VectorOperators.XOR, sign)
              .min(high)
              .lanewise(VectorOperators.XOR, sign);
      IntVector aAbove = aBits.viewAsFloatingLanes().sub(aTheta).viewAsIntegralLanes();
      IntVector aBelow = aAbove.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      a = aAbove.lanewise(VectorOperators.BITWISE_BLEND, aBits, aBelow).viewAsFloatingLanes();
      aFired = aFired.lanewise(VectorOperators.XOR, aBelow.and(bit));
      now += stride;
    }
    a.intoArray(v, j);
    aFired.intoArray(fired, j);
  }

  @Override
  default void integrate(NeuronProgram layer, int from, float[] currents, int at, float[] v) {
    if (layer.dynamics() instanceof NeuronProgram.Leaky leaky) {
      leak(leaky, layer.width(from), Aligned.LEAD + from, currents, at, v);
    } else if (layer.dynamics() instanceof NeuronProgram.Plain plain) {
      add(plain.resistance(), layer.width(from), Aligned.LEAD + from, currents, at, v);
    } else {
      NeuronProgram.Synaptic synaptic = (NeuronProgram.Synaptic) layer.dynamics();
      filter(synaptic, layer.width(from), Aligned.LEAD + from, layer.stride(), currents, at, v);
    }
  }

  private static void filter(
      NeuronProgram.Synaptic synaptic,
      int width,
      int first,
      int behind,
      float[] in,
      int at,
      float[] v) {
    for (int j = 0; j < width; j += LANES) {
      int neuron = first + j;
      FloatVector before = FloatVector.fromArray(FLOATS, v, neuron);
      FloatVector i = FloatVector.fromArray(FLOATS, v, behind + neuron);
      FloatVector.fromArray(FLOATS, synaptic.leak(), neuron)
          .sub(before)
          .add(FloatVector.fromArray(FLOATS, synaptic.resistance(), neuron).mul(i))
          .mul(FloatVector.fromArray(FLOATS, synaptic.membraneStep(), neuron))
          .add(before)
          .intoArray(v, neuron);
      FloatVector.fromArray(FLOATS, synaptic.inputWeight(), neuron)
          .mul(FloatVector.fromArray(FLOATS, in, at + j))
          .sub(i)
          .mul(FloatVector.fromArray(FLOATS, synaptic.synapticStep(), neuron))
          .add(i)
          .intoArray(v, behind + neuron);
    }
  }

  private static void leak(
      NeuronProgram.Leaky leaky, int width, int first, float[] currents, int at, float[] v) {
    for (int j = 0; j < width; j += LANES) {
      FloatVector before = FloatVector.fromArray(FLOATS, v, first + j);
      FloatVector drive = FloatVector.fromArray(FLOATS, currents, at + j);
      FloatVector.fromArray(FLOATS, leaky.leak(), first + j)
          .sub(before)
          .add(FloatVector.fromArray(FLOATS, leaky.resistance(), first + j).mul(drive))
          .mul(FloatVector.fromArray(FLOATS, leaky.step(), first + j))
          .add(before)
          .intoArray(v, first + j);
    }
  }

  private static void add(
      float[] resistance, int width, int first, float[] currents, int at, float[] v) {
    for (int j = 0; j < width; j += LANES) {
      FloatVector drive = FloatVector.fromArray(FLOATS, currents, at + j);
      FloatVector.fromArray(FLOATS, resistance, first + j)
          .mul(drive)
          .add(FloatVector.fromArray(FLOATS, v, first + j))
          .intoArray(v, first + j);
    }
  }

  @Override
  default void fire(NeuronProgram layer, int from, float[] v, int bit, int[] history) {
    NeuronProgram.Thresholds firing = layer.firing();
    VectorOperators.Comparison rule =
        firing.atThreshold() ? VectorOperators.GE : VectorOperators.GT;
    for (int j = 0; j < layer.width(from); j += LANES) {
      int neuron = Aligned.LEAD + from + j;
      FloatVector potential = FloatVector.fromArray(FLOATS, v, neuron);
      FloatVector theta = FloatVector.fromArray(FLOATS, firing.theta(), neuron);
      VectorMask<Float> fired = potential.compare(rule, theta);
      FloatVector after =
          firing.subtract()
              ? potential.sub(theta)
              : FloatVector.fromArray(FLOATS, firing.reset(), neuron);
      potential.blend(after, fired).intoArray(v, neuron);
      IntVector before = IntVector.fromArray(INTS, history, neuron);
      before.blend(before.or(bit), fired.cast(INTS)).intoArray(history, neuron);
    }
  }
}
