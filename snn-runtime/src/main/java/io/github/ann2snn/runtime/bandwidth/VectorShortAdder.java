package io.github.ann2snn.runtime.bandwidth;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As {@link VectorAdder}, in lanes of 16 bits. */
final class VectorShortAdder implements ArithmeticPeak.Loop {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

  @Override
  public int lanes() {
    return 12 * SHORTS.length();
  }

  @Override
  public float result(int rounds) {
    return (short) rounds;
  }

  @Override
  public float run(int rounds) {
    ShortVector one = ShortVector.broadcast(SHORTS, (short) 1);
    ShortVector a = ShortVector.zero(SHORTS);
    ShortVector b = a;
    ShortVector c = a;
    ShortVector d = a;
    ShortVector e = a;
    ShortVector f = a;
    ShortVector g = a;
    ShortVector h = a;
    ShortVector m = a;
    ShortVector j = a;
    ShortVector k = a;
    ShortVector l = a;
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
    // All lanes are the same; sums of 16 bits would overflow.
    ShortVector most =
        a.max(b).max(c.max(d)).max(e.max(f).max(g.max(h))).max(m.max(j).max(k.max(l)));
    return most.reduceLanes(VectorOperators.MAX);
  }
}
