package io.github.ann2snn.runtime.columns;

import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API. Lanes compute what {@link ScalarColumns} computes, in the same order. */
public final class SimdColumns implements ColumnKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Long> LONGS = FLOATS.withLanes(long.class);
  private static final int LANES = FLOATS.length();
  private static final int LONG_LANES = LONGS.length();
  private static final int TWO = 2 * LANES;
  private static final int ONE_BITS = Float.floatToRawIntBits(1);
  private static final long[] GAMMAS = new long[LONG_LANES];

  static {
    for (int k = 0; k < LONG_LANES; k++) {
      GAMMAS[k] = (k + 1) * SplitMix64.GOLDEN_GAMMA;
    }
  }

  /** Fails where the module is missing, or vectors are wider than a tile. */
  public SimdColumns() {
    if (TILE % TWO != 0) {
      throw new UnsupportedOperationException("vectors of " + LANES + " lanes");
    }
  }

  @Override
  public String name() {
    return "simd-" + FLOATS.vectorBitSize();
  }

  /**
   * Two vectors at once; a potential is above its limit where the difference has a sign. Steps have
   * few spikes, too few for what a loop over them costs: it takes four at once, or none.
   */
  @Override
  public boolean step(
      Columns columns, int[] spikes, int from, int to, float[] state, int before, int after) {
    Membrane m = columns.membrane();
    int width = columns.width();
    int inputs = columns.inputs();
    float[] weights = columns.weights();
    float[] limits = columns.limits();
    FloatVector share = FloatVector.broadcast(FLOATS, m.share());
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector rest = FloatVector.broadcast(FLOATS, m.rest());
    IntVector signs = IntVector.zero(INTS);
    for (int j = 0; j < width; j += TWO) {
      int e = before + width + j;
      int g = before + 2 * width + j;
      FloatVector e0 = FloatVector.fromArray(FLOATS, state, e);
      FloatVector e1 = FloatVector.fromArray(FLOATS, state, e + LANES);
      FloatVector g0 = FloatVector.fromArray(FLOATS, state, g);
      FloatVector g1 = FloatVector.fromArray(FLOATS, state, g + LANES);
      FloatVector x0 = e0.mul(m.excitationMean());
      FloatVector x1 = e1.mul(m.excitationMean());
      FloatVector y0 = g0.mul(m.inhibitionMean());
      FloatVector y1 = g1.mul(m.inhibitionMean());
      FloatVector v0 =
          rest.add(x0.mul(m.excitationReversal()))
              .add(y0.mul(m.inhibitionReversal()))
              .mul(share)
              .add(FloatVector.fromArray(FLOATS, state, before + j))
              .div(one.add(x0).add(y0).mul(share).add(one));
      FloatVector v1 =
          rest.add(x1.mul(m.excitationReversal()))
              .add(y1.mul(m.inhibitionReversal()))
              .mul(share)
              .add(FloatVector.fromArray(FLOATS, state, before + j + LANES))
              .div(one.add(x1).add(y1).mul(share).add(one));
      v0.intoArray(state, after + j);
      v1.intoArray(state, after + j + LANES);
      FloatVector d0 = FloatVector.fromArray(FLOATS, limits, Aligned.LEAD + j).sub(v0);
      FloatVector d1 = FloatVector.fromArray(FLOATS, limits, Aligned.LEAD + j + LANES).sub(v1);
      signs = signs.or(d0.viewAsIntegralLanes()).or(d1.viewAsIntegralLanes());
      g0.mul(m.inhibitionDecay()).intoArray(state, after + 2 * width + j);
      g1.mul(m.inhibitionDecay()).intoArray(state, after + 2 * width + j + LANES);
      e0 = e0.mul(m.excitationDecay());
      e1 = e1.mul(m.excitationDecay());
      int at = Columns.at(inputs, columns.first() + j);
      int row;
      int k = from;
      for (; k + 4 <= to; k += 4) {
        row = at + spikes[k] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
        row = at + spikes[k + 1] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
        row = at + spikes[k + 2] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
        row = at + spikes[k + 3] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
      }
      if (k + 2 <= to) {
        row = at + spikes[k] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
        row = at + spikes[k + 1] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
        k += 2;
      }
      if (k < to) {
        row = at + spikes[k] * TILE;
        e0 = e0.add(FloatVector.fromArray(FLOATS, weights, row));
        e1 = e1.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
      }
      e0.intoArray(state, after + width + j);
      e1.intoArray(state, after + width + j + LANES);
    }
    return signs.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public void normalise(Columns columns, float sum) {
    for (int j = 0; j < columns.width(); j += TWO) {
      normalise(columns.weights(), columns.at(j), columns.inputs(), sum);
    }
  }

  /** Values that are not negative have the order of their bits. */
  private static void normalise(float[] weights, int from, int inputs, float sum) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    int end = from + inputs * TILE;
    for (int row = from; row < end; row += TILE) {
      a = a.add(FloatVector.fromArray(FLOATS, weights, row));
      b = b.add(FloatVector.fromArray(FLOATS, weights, row + LANES));
    }
    FloatVector wanted = FloatVector.broadcast(FLOATS, sum);
    a = wanted.div(a).blend(0, a.compare(VectorOperators.LE, 0));
    b = wanted.div(b).blend(0, b.compare(VectorOperators.LE, 0));
    IntVector most = IntVector.broadcast(INTS, ONE_BITS);
    for (int row = from; row < end; row += TILE) {
      IntVector x = FloatVector.fromArray(FLOATS, weights, row).mul(a).viewAsIntegralLanes();
      IntVector y =
          FloatVector.fromArray(FLOATS, weights, row + LANES).mul(b).viewAsIntegralLanes();
      x.min(most).viewAsFloatingLanes().intoArray(weights, row);
      y.min(most).viewAsFloatingLanes().intoArray(weights, row + LANES);
    }
  }

  @Override
  public void draw(long seed, int count, long[] limits, int[] values, int steps, SpikeTrain train) {
    long[] signs = new long[limits.length];
    int[] found = new int[limits.length / LONG_LANES];
    for (int t = 0; t < steps; t++) {
      long state = seed + (long) t * count * SplitMix64.GOLDEN_GAMMA;
      int vectors = find(state, limits, signs, found);
      int[] drawn = train.reserve(limits.length);
      train.endStep(list(found, vectors, signs, values, drawn, train.end()));
    }
  }

  /**
   * A number is below its limit where the difference of the two has a sign; few vectors have one,
   * and which they are cannot be foreseen by a processor.
   */
  private static int find(long seed, long[] limits, long[] signs, int[] found) {
    LongVector gammas = LongVector.fromArray(LONGS, GAMMAS, 0);
    int vectors = 0;
    long state = seed;
    for (int k = 0; k < limits.length; k += LONG_LANES) {
      LongVector z = gammas.add(state);
      z = z.lanewise(VectorOperators.LSHR, 30).lanewise(VectorOperators.XOR, z);
      z = z.mul(0xBF58476D1CE4E5B9L);
      z = z.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.XOR, z);
      z = z.mul(0x94D049BB133111EBL);
      z = z.lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.XOR, z);
      z = z.lanewise(VectorOperators.LSHR, 11).sub(LongVector.fromArray(LONGS, limits, k));
      z.intoArray(signs, k);
      found[vectors] = k;
      vectors += z.compare(VectorOperators.LT, 0).anyTrue() ? 1 : 0;
      state += LONG_LANES * SplitMix64.GOLDEN_GAMMA;
    }
    return vectors;
  }

  private static int list(
      int[] found, int vectors, long[] signs, int[] values, int[] drawn, int at) {
    int end = at;
    for (int v = 0; v < vectors; v++) {
      for (int k = found[v]; k < found[v] + LONG_LANES; k++) {
        drawn[end] = values[k];
        end += (int) (signs[k] >>> (Long.SIZE - 1));
      }
    }
    return end;
  }
}
