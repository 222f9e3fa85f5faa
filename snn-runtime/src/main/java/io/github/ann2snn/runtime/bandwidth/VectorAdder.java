package io.github.ann2snn.runtime.bandwidth;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@code a = a + 1}, beginning with 0, in twelve of the widest vectors in turn. */
final class VectorAdder implements ArithmeticPeak.Loop {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  @Override
  public int lanes() {
    return 12 * FLOATS.length();
  }

  @Override
  public float result(int rounds) {
    return rounds;
  }

  @Override
  public float run(int rounds) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    FloatVector m = a;
    FloatVector j = a;
    FloatVector k = a;
    FloatVector l = a;
    for (int i = 0; i < rounds; i++) {
      a = a.add(one);
      b = b.add(one);
      c = c.add(one);
      d = d.add(one);
      e = e.add(one);
      f = f.add(one);
      g = g.add(one);
      h = h.add(one);
      m = m.add(one);
      j = j.add(one);
      k = k.add(one);
      l = l.add(one);
    }
    // All lanes are the same, so the sum of twelve times a power of two is exact.
    FloatVector sum =
        a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).add(m.add(j).add(k.add(l)));
    return sum.reduceLanes(VectorOperators.ADD) / lanes();
  }
}
