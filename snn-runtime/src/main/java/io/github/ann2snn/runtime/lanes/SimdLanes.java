package io.github.ann2snn.runtime.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API. Lanes add what {@link ScalarLanes} adds, in the same order. */
public final class SimdLanes implements LaneKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = FLOATS.length();

  /** Fails where the module is missing, or vectors are wider than places are sure to be. */
  public SimdLanes() {
    if (LANES % WIDTH != 0) {
      throw new UnsupportedOperationException("vectors of " + WIDTH + " lanes");
    }
  }

  @Override
  public String name() {
    return "simd-" + FLOATS.vectorBitSize();
  }

  @Override
  public void sums(
      WeightTile tile,
      Taps taps,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yStep,
      Places places) {
    SimdSums.add(tile, taps, x, xAt, y, yAt, yStep, places);
  }

  @Override
  public void max(int[] offsets, float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector made = FloatVector.fromArray(FLOATS, x, xAt + i + offsets[0]);
      for (int t = 1; t < offsets.length; t++) {
        made = made.max(FloatVector.fromArray(FLOATS, x, xAt + i + offsets[t]));
      }
      made.intoArray(y, yAt + i);
    }
  }

  @Override
  public void mean(
      int[] offsets, float divisor, float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int offset : offsets) {
        sum = sum.add(FloatVector.fromArray(FLOATS, x, xAt + i + offset));
      }
      sum.div(divisor).intoArray(y, yAt + i);
    }
  }

  @Override
  public void add(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector.fromArray(FLOATS, y, yAt + i)
          .add(FloatVector.fromArray(FLOATS, x, xAt + i))
          .intoArray(y, yAt + i);
    }
  }

  @Override
  public void scale(float scale, float shift, float[] y, int yAt, int length) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    FloatVector summand = FloatVector.broadcast(FLOATS, shift);
    for (int i = 0; i < length; i += WIDTH) {
      factor.fma(FloatVector.fromArray(FLOATS, y, yAt + i), summand).intoArray(y, yAt + i);
    }
  }

  @Override
  public void rectify(float slope, float bound, float[] y, int yAt, int length) {
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector most = FloatVector.broadcast(FLOATS, bound);
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
      VectorMask<Float> above = v.compare(VectorOperators.GT, zero);
      FloatVector below = slope == 0 ? zero : v.mul(slope);
      FloatVector least = bound == Float.POSITIVE_INFINITY ? v : v.min(most);
      below.blend(least, above).intoArray(y, yAt + i);
    }
  }

  @Override
  public void gate(float[] x, int xAt, float[] y, int yAt, int length) {
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = 0; i < length; i += WIDTH) {
      VectorMask<Float> above =
          FloatVector.fromArray(FLOATS, x, xAt + i).compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(FLOATS, y, yAt + i), above).intoArray(y, yAt + i);
    }
  }
}
