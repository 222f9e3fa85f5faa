package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds the weights of an integer network, times what is counted, in lanes of 16 bits: of two
 * vectors of outputs, one has the even lanes and one the odd ones.
 */
final class SimdIntegerWindows implements SimdStrips {
  private static final VectorSpecies<Short> SHORTS = FLOATS.withLanes(short.class);
  private static final int WIDE = SHORTS.length();

  @Override
  public void threeByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    short[] w = p.integers();
    int[] places = in.places;
    int[] first = in.first;
    float[] values = in.values;
    float[] base = currents.base();
    float[] to = currents.to();
    int row = p.row();
    int place = x * p.lanes() + s.vector() * LANES;
    int second = s.second(p, x, LANES);
    int perPlace = s.perPlace();
    int perRow = p.inputRow() * MapSpikes.BLOCK * perPlace;
    int before = p.vertical().before();
    int begin = s.begin()[s.first()[x]] - before * p.inputRow();
    int end = s.end()[s.first()[x]] - before * p.inputRow();
    int shift = s.base()[s.first()[x]] + before * perRow;
    int from = currents.from() + place - 2 * row;
    int at = currents.at() + place - 2 * row;
    ShortVector zero = ShortVector.zero(SHORTS);
    ShortVector a = zero;
    ShortVector b = zero;
    int lines = p.outputRows() + 2;
    for (int line = 0; line < lines; line++) {
      ShortVector c = zero;
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        ShortVector value =
            ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
        a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
        b = b.add(ShortVector.fromArray(SHORTS, w, weight + WIDE).mul(value));
        c = c.add(ShortVector.fromArray(SHORTS, w, weight + 2 * WIDE).mul(value));
      }
      if (line >= 2) {
        putTwo(a, base, from, from + second, to, at, at + second);
      }
      a = b;
      b = c;
      from += row;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  @Override
  public void threeByFour(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    short[] w = p.integers();
    int[] places = in.places;
    int[] first = in.first;
    float[] values = in.values;
    float[] base = currents.base();
    float[] to = currents.to();
    int row = p.row();
    int place = x * p.lanes() + s.vector() * LANES;
    int second = s.second(p, x, LANES);
    int perPlace = s.perPlace();
    int perRow = p.inputRow() * MapSpikes.BLOCK * perPlace;
    int before = p.vertical().before();
    int begin = s.begin()[s.first()[x]] - before * p.inputRow();
    int end = s.end()[s.first()[x]] - before * p.inputRow();
    int shift = s.base()[s.first()[x]] + before * perRow;
    int from = currents.from() + place - 2 * row;
    int at = currents.at() + place - 2 * row;
    ShortVector zero = ShortVector.zero(SHORTS);
    ShortVector a = zero;
    ShortVector b = zero;
    ShortVector c = zero;
    ShortVector d = zero;
    int lines = p.outputRows() + 2;
    for (int line = 0; line < lines; line++) {
      ShortVector e = zero;
      ShortVector f = zero;
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        ShortVector value =
            ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
        a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
        b = b.add(ShortVector.fromArray(SHORTS, w, weight + WIDE).mul(value));
        c = c.add(ShortVector.fromArray(SHORTS, w, weight + 2 * WIDE).mul(value));
        d = d.add(ShortVector.fromArray(SHORTS, w, weight + 3 * WIDE).mul(value));
        e = e.add(ShortVector.fromArray(SHORTS, w, weight + 4 * WIDE).mul(value));
        f = f.add(ShortVector.fromArray(SHORTS, w, weight + 5 * WIDE).mul(value));
      }
      if (line >= 2) {
        putTwo(a, base, from, from + LANES, to, at, at + LANES);
        putTwo(b, base, from + 2 * LANES, from + 3 * LANES, to, at + 2 * LANES, at + 3 * LANES);
      }
      a = c;
      b = d;
      c = e;
      d = f;
      from += row;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  @Override
  public void fiveByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    short[] w = p.integers();
    int[] places = in.places;
    int[] first = in.first;
    float[] values = in.values;
    float[] base = currents.base();
    float[] to = currents.to();
    int row = p.row();
    int place = x * p.lanes() + s.vector() * LANES;
    int second = s.second(p, x, LANES);
    int perPlace = s.perPlace();
    int perRow = p.inputRow() * MapSpikes.BLOCK * perPlace;
    int before = p.vertical().before();
    int begin = s.begin()[s.first()[x]] - before * p.inputRow();
    int end = s.end()[s.first()[x]] - before * p.inputRow();
    int shift = s.base()[s.first()[x]] + before * perRow;
    int from = currents.from() + place - 4 * row;
    int at = currents.at() + place - 4 * row;
    ShortVector zero = ShortVector.zero(SHORTS);
    ShortVector a = zero;
    ShortVector b = zero;
    ShortVector c = zero;
    ShortVector d = zero;
    int lines = p.outputRows() + 4;
    for (int line = 0; line < lines; line++) {
      ShortVector e = zero;
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        ShortVector value =
            ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
        a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
        b = b.add(ShortVector.fromArray(SHORTS, w, weight + WIDE).mul(value));
        c = c.add(ShortVector.fromArray(SHORTS, w, weight + 2 * WIDE).mul(value));
        d = d.add(ShortVector.fromArray(SHORTS, w, weight + 3 * WIDE).mul(value));
        e = e.add(ShortVector.fromArray(SHORTS, w, weight + 4 * WIDE).mul(value));
      }
      if (line >= 4) {
        putTwo(a, base, from, from + second, to, at, at + second);
      }
      a = b;
      b = c;
      c = d;
      d = e;
      from += row;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  @Override
  public void four(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    short[] w = p.integers();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    float[] values = in.seen;
    int from = currents.from() + place;
    int at = currents.at() + place;
    ShortVector a = ShortVector.zero(SHORTS);
    ShortVector b = ShortVector.zero(SHORTS);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      ShortVector value = ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
      a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
      b = b.add(ShortVector.fromArray(SHORTS, w, weight + WIDE).mul(value));
    }
    putTwo(a, base, from, from + LANES, to, at, at + LANES);
    putTwo(b, base, from + 2 * LANES, from + 3 * LANES, to, at + 2 * LANES, at + 3 * LANES);
  }

  @Override
  public void two(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    short[] w = p.integers();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    float[] values = in.seen;
    int from = currents.from() + place;
    int at = currents.at() + place;
    ShortVector a = ShortVector.zero(SHORTS);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      ShortVector value = ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
      a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
    }
    putTwo(a, base, from, from + LANES, to, at, at + LANES);
  }

  @Override
  public void one(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    short[] w = p.integers();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    float[] values = in.seen;
    int from = currents.from() + place;
    int at = currents.at() + place;
    ShortVector a = ShortVector.zero(SHORTS);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      ShortVector value = ShortVector.broadcast(SHORTS, values == null ? 1 : (short) values[event]);
      a = a.add(ShortVector.fromArray(SHORTS, w, weight).mul(value));
    }
    putOne(a, base, from, to, at);
  }

  /**
   * Two sums in each word. All kinds of vectors share the method that does it, so that its profile
   * does not tell C2 the class of those that a loop has carried (JDK 17): the result of an addition
   * does.
   */
  private static IntVector words(ShortVector sums) {
    return sums.add(ShortVector.zero(SHORTS)).reinterpretAsInts();
  }

  /** Adds two vectors of sums to what is there before. */
  private static void putTwo(
      ShortVector sums, float[] base, int even, int odd, float[] to, int evenTo, int oddTo) {
    IntVector both = words(sums);
    // read first, because the second vector may have the place of the first
    FloatVector before = FloatVector.fromArray(FLOATS, base, even);
    both.lanewise(VectorOperators.ASHR, Short.SIZE)
        .add(SimdIntegers.WHOLE_BITS)
        .viewAsFloatingLanes()
        .sub(SimdIntegers.WHOLE)
        .add(FloatVector.fromArray(FLOATS, base, odd))
        .intoArray(to, oddTo);
    both.lanewise(VectorOperators.LSHL, Short.SIZE)
        .lanewise(VectorOperators.ASHR, Short.SIZE)
        .add(SimdIntegers.WHOLE_BITS)
        .viewAsFloatingLanes()
        .sub(SimdIntegers.WHOLE)
        .add(before)
        .intoArray(to, evenTo);
  }

  /** The first of them alone. */
  private static void putOne(ShortVector sums, float[] base, int from, float[] to, int at) {
    words(sums)
        .lanewise(VectorOperators.LSHL, Short.SIZE)
        .lanewise(VectorOperators.ASHR, Short.SIZE)
        .add(SimdIntegers.WHOLE_BITS)
        .viewAsFloatingLanes()
        .sub(SimdIntegers.WHOLE)
        .add(FloatVector.fromArray(FLOATS, base, from))
        .intoArray(to, at);
  }
}
