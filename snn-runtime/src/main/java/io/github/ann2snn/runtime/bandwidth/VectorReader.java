package io.github.ann2snn.runtime.bandwidth;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest loads of the Vector API into eight sums, so that no addition waits for another. One
 * loop over all passes: of nested ones, JDK 17 keeps the sums in memory.
 */
final class VectorReader implements Reader {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Elements that one sum takes in a round: four loads, side by side. */
  private static final int PER_SUM = 4 * FLOATS.length();

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
    int rounds = Math.multiplyExact((to - from) / (8 * PER_SUM), passes);
    int i = from;
    for (int round = 0; round < rounds; round++) {
      a = plusFour(a, array, i);
      b = plusFour(b, array, i + PER_SUM);
      c = plusFour(c, array, i + 2 * PER_SUM);
      d = plusFour(d, array, i + 3 * PER_SUM);
      e = plusFour(e, array, i + 4 * PER_SUM);
      f = plusFour(f, array, i + 5 * PER_SUM);
      g = plusFour(g, array, i + 6 * PER_SUM);
      h = plusFour(h, array, i + 7 * PER_SUM);
      i += 8 * PER_SUM;
      if (i >= to) {
        i = from;
      }
    }
    return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
  }

  private static FloatVector plusFour(FloatVector sum, float[] array, int i) {
    return sum.add(FloatVector.fromArray(FLOATS, array, i))
        .add(FloatVector.fromArray(FLOATS, array, i + FLOATS.length()))
        .add(FloatVector.fromArray(FLOATS, array, i + 2 * FLOATS.length()))
        .add(FloatVector.fromArray(FLOATS, array, i + 3 * FLOATS.length()));
  }
}
