package io.github.ann2snn.runtime.bandwidth;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors, twelve in turn: so that none waits for itself, and all stay in the sixteen
 * registers that there are at least.
 */
final class VectorMultiplier implements ArithmeticPeak.Loop {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  @Override
  public int lanes() {
    return 12 * FLOATS.length();
  }

  @Override
  public float result(int rounds) {
    return 2;
  }

  @Override
  public float run(int rounds) {
    FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector a = FloatVector.broadcast(FLOATS, 2);
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
      a = a.fma(half, one);
      b = b.fma(half, one);
      c = c.fma(half, one);
      d = d.fma(half, one);
      e = e.fma(half, one);
      f = f.fma(half, one);
      g = g.fma(half, one);
      h = h.fma(half, one);
      m = m.fma(half, one);
      j = j.fma(half, one);
      k = k.fma(half, one);
      l = l.fma(half, one);
    }
    FloatVector sum =
        a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).add(m.add(j).add(k.add(l)));
    return sum.reduceLanes(VectorOperators.ADD) / lanes();
  }
}
