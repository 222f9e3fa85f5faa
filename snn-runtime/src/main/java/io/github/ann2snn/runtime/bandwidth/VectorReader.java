package io.github.ann2snn.runtime.bandwidth;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest loads of the Vector API into eight sums in turn, so that no addition waits for
 * another. One loop over all passes, because of nested ones JDK 17 keeps the sums in memory; many
 * loads a round, because it is not unrolled.
 */
final class VectorReader implements Reader {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int LOADS = 32;

  @Override
  public int loadBytes() {
    return FLOATS.vectorByteSize();
  }

  @Override
  public float read(float[] array, int from, int to, int passes) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    FloatVector e = FloatVector.zero(FLOATS);
    FloatVector f = FloatVector.zero(FLOATS);
    FloatVector g = FloatVector.zero(FLOATS);
    FloatVector h = FloatVector.zero(FLOATS);
    int rounds = Math.multiplyExact((to - from) / (LOADS * LANES), passes);
    int i = from;
    for (int round = 0; round < rounds; round++) {
      a = a.add(FloatVector.fromArray(FLOATS, array, i));
      b = b.add(FloatVector.fromArray(FLOATS, array, i + LANES));
      c = c.add(FloatVector.fromArray(FLOATS, array, i + 2 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, array, i + 3 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, array, i + 4 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, array, i + 5 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, array, i + 6 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, array, i + 7 * LANES));
      a = a.add(FloatVector.fromArray(FLOATS, array, i + 8 * LANES));
      b = b.add(FloatVector.fromArray(FLOATS, array, i + 9 * LANES));
      c = c.add(FloatVector.fromArray(FLOATS, array, i + 10 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, array, i + 11 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, array, i + 12 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, array, i + 13 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, array, i + 14 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, array, i + 15 * LANES));
      a = a.add(FloatVector.fromArray(FLOATS, array, i + 16 * LANES));
      b = b.add(FloatVector.fromArray(FLOATS, array, i + 17 * LANES));
      c = c.add(FloatVector.fromArray(FLOATS, array, i + 18 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, array, i + 19 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, array, i + 20 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, array, i + 21 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, array, i + 22 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, array, i + 23 * LANES));
      a = a.add(FloatVector.fromArray(FLOATS, array, i + 24 * LANES));
      b = b.add(FloatVector.fromArray(FLOATS, array, i + 25 * LANES));
      c = c.add(FloatVector.fromArray(FLOATS, array, i + 26 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, array, i + 27 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, array, i + 28 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, array, i + 29 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, array, i + 30 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, array, i + 31 * LANES));
      i += LOADS * LANES;
      if (i >= to) {
        i = from;
      }
    }
    return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
  }
}
