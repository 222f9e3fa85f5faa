package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API: one lane per neuron. Lanes add what {@link ScalarKernel} adds, in the same order.
 *
 * <p>The comparison {@code v >= theta} is the sign of {@code v - theta}, which is exact with
 * gradual underflow: bit operations on it do what masked operations would, and are fast on JDK 17
 * too, where those are not.
 */
final class SimdKernel implements Kernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final int LANES = FLOATS.length();

  /** JDK 17 has no machine instruction for {@link VectorMask#toLong}. */
  private static final boolean MASKS_ARE_FAST = Runtime.version().feature() >= 21;

  /** Bit i in lane i. */
  private static final IntVector LANE_BITS =
      IntVector.broadcast(INTS, 1).lanewise(VectorOperators.LSHL, IntVector.zero(INTS).addIndex(1));

  /** Fails where the module is missing, or lanes are wider than layers are padded to. */
  SimdKernel() {
    if (LayerProgram.PADDING % LANES != 0) {
      throw new UnsupportedOperationException("vectors of " + LANES + " lanes");
    }
  }

  @Override
  public String name() {
    return "simd-" + FLOATS.vectorBitSize();
  }

  @Override
  public void run(
      LayerProgram layer,
      int from,
      int to,
      Drive drive,
      SpikeTrain spikes,
      boolean fires,
      OutputTrace trace) {
    float[] base = Arrays.copyOfRange(layer.bias(), from, to);
    if (drive instanceof Drive.Constant constant) {
      SimdRows.addConstant(layer, from, constant, base);
    }
    Drive.Events events =
        drive instanceof Drive.Events some ? some : Drive.Events.none(spikes.timesteps());
    if (fires && trace == null && layer.isUnitIntegrateAndFire()) {
      runTile(layer, from, base, events, spikes);
    } else {
      runAny(layer, from, base, events, spikes, fires, trace);
    }
  }

  /** A tile of the neurons that conversion makes, through all steps. */
  private static void runTile(
      LayerProgram layer, int from, float[] base, Drive.Events events, SpikeTrain spikes) {
    int n = base.length;
    float[] v = Arrays.copyOfRange(layer.firing().initial(), from, from + n);
    float[] theta = Arrays.copyOfRange(layer.firing().theta(), from, from + n);
    float[] current = base.clone();
    for (int t = 0; t < spikes.timesteps(); t++) {
      SimdRows.addEvents(layer, from, events, t, base, current);
      integrateAndFire(current, v, theta, from, t, spikes);
    }
  }

  private static void integrateAndFire(
      float[] current, float[] v, float[] theta, int from, int t, SpikeTrain spikes) {
    for (int first = 0; first < v.length; first += Long.SIZE) {
      int end = Math.min(first + Long.SIZE, v.length);
      long firing = 0;
      for (int j = first; j < end; j += LANES) {
        FloatVector potential =
            FloatVector.fromArray(FLOATS, v, j).add(FloatVector.fromArray(FLOATS, current, j));
        FloatVector above = potential.sub(FloatVector.fromArray(FLOATS, theta, j));
        keepOrReset(potential, above).intoArray(v, j);
        firing |= spikeBits(above) << j;
      }
      spikes.fire(t, from + first, firing);
    }
  }

  /** A tile of neurons of any kind, through all steps. */
  private static void runAny(
      LayerProgram layer,
      int from,
      float[] base,
      Drive.Events events,
      SpikeTrain spikes,
      boolean fires,
      OutputTrace trace) {
    int n = base.length;
    float[] v = Arrays.copyOfRange(layer.firing().initial(), from, from + n);
    float[] current = base.clone();
    for (int t = 0; t < spikes.timesteps(); t++) {
      SimdRows.addEvents(layer, from, events, t, base, current);
      integrate(layer.dynamics(), from, current, v);
      if (fires) {
        fire(layer.firing(), from, v, t, spikes);
      }
      if (trace != null) {
        trace.record(t, from, v, n);
      }
    }
  }

  private static void integrate(
      LayerProgram.Dynamics dynamics, int from, float[] current, float[] v) {
    for (int j = 0; j < v.length; j += LANES) {
      FloatVector before = FloatVector.fromArray(FLOATS, v, j);
      FloatVector drive = FloatVector.fromArray(FLOATS, current, j);
      if (dynamics instanceof LayerProgram.Leaky leaky) {
        FloatVector.fromArray(FLOATS, leaky.leak(), from + j)
            .sub(before)
            .add(FloatVector.fromArray(FLOATS, leaky.resistance(), from + j).mul(drive))
            .mul(FloatVector.fromArray(FLOATS, leaky.step(), from + j))
            .add(before)
            .intoArray(v, j);
      } else if (dynamics instanceof LayerProgram.Plain plain) {
        FloatVector.fromArray(FLOATS, plain.resistance(), from + j)
            .mul(drive)
            .add(before)
            .intoArray(v, j);
      }
    }
  }

  private static void fire(
      LayerProgram.Thresholds firing, int from, float[] v, int t, SpikeTrain spikes) {
    for (int j = 0; j < v.length; j += LANES) {
      FloatVector before = FloatVector.fromArray(FLOATS, v, j);
      FloatVector theta = FloatVector.fromArray(FLOATS, firing.theta(), from + j);
      FloatVector above = before.sub(theta);
      // Its sign says "silent".
      FloatVector test = firing.atThreshold() ? above : aboveOnly(before, theta);
      FloatVector reset =
          firing.subtract() ? above : FloatVector.fromArray(FLOATS, firing.reset(), from + j);
      select(sign(test), before, reset).intoArray(v, j);
      spikes.fire(t, from + j, spikeBits(test));
    }
  }

  /** Negative where {@code v <= theta}. */
  private static FloatVector aboveOnly(FloatVector v, FloatVector theta) {
    return theta.sub(v).reinterpretAsInts().not().reinterpretAsFloats();
  }

  /** All bits set in negative lanes, none in the others. */
  private static IntVector sign(FloatVector values) {
    return values.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
  }

  /** {@code above} is v - theta: where it is not negative, the neuron fires and keeps that. */
  private static FloatVector keepOrReset(FloatVector v, FloatVector above) {
    return MASKS_ARE_FAST
        ? v.blend(above, above.compare(VectorOperators.GE, 0f))
        : select(sign(above), v, above);
  }

  private static FloatVector select(IntVector mask, FloatVector where, FloatVector elsewhere) {
    IntVector other = elsewhere.reinterpretAsInts();
    return where
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, other)
        .and(mask)
        .lanewise(VectorOperators.XOR, other)
        .reinterpretAsFloats();
  }

  /** One bit per lane, set where {@code test} is not negative. */
  private static long spikeBits(FloatVector test) {
    if (MASKS_ARE_FAST) {
      return test.reinterpretAsInts().compare(VectorOperators.GE, 0).toLong();
    }
    return sign(test).not().and(LANE_BITS).reduceLanes(VectorOperators.OR);
  }
}
