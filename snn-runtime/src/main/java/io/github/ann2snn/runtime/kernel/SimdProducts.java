package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds the products of weights and values of feature maps over a convolution, with the Vector API:
 * what {@link SimdWindows} does for spikes.
 */
final class SimdProducts {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  private SimdProducts() {}

  /** Adds some events. */
  static void add(WindowProgram p, MapEvents in, Currents currents) {
    // without an iterator, which would be an object
    for (int n = 0; n < p.strips().size(); n++) {
      Strip strip = p.strips().get(n);
      for (int x = 0; x < p.outputColumns(); x += strip.columns()) {
        if (strip.rolling()) {
          roll(p, strip, x, in, currents);
        } else {
          gather(p, strip, x, in, currents);
        }
      }
    }
  }

  private static void roll(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    if (p.vertical().taps() == 5) {
      fiveByTwo(p, s, x, in, currents);
    } else if (s.width() == 4) {
      threeByFour(p, s, x, in, currents);
    } else {
      threeByTwo(p, s, x, in, currents);
    }
  }

  private static void gather(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    int[] first = in.first;
    for (int y = 0; y < p.outputRows(); y++) {
      int place = y * p.row() + x * p.lanes() + s.vector() * LANES;
      int to = currents.at() + place;
      if (currents.base() != currents.to() || currents.from() != currents.at()) {
        int width = s.width() * LANES;
        System.arraycopy(currents.base(), currents.from() + place, currents.to(), to, width);
      }
      int firstTap = p.firstTap(y);
      int end = firstTap + p.taps(y);
      for (int tap = firstTap; tap < end; tap++) {
        int line = p.vertical().at(y, tap);
        int blocks = line * p.inputRow();
        for (int range = s.first()[x]; range < s.first()[x + 1]; range++) {
          int shift = s.shift(p, range, line, tap, LANES);
          int begin = first[blocks + s.begin()[range]];
          int behind = first[blocks + s.end()[range]];
          add(p.weights(), s, shift, in, begin, behind, currents.to(), to);
        }
      }
    }
  }

  private static void add(
      float[] w, Strip s, int shift, MapEvents in, int begin, int end, float[] to, int at) {
    if (s.width() == 4) {
      four(w, s.perPlace(), shift, in, begin, end, to, at);
    } else if (s.width() == 2) {
      two(w, s.perPlace(), shift, in, begin, end, to, at);
    } else {
      one(w, s.perPlace(), shift, in, begin, end, to, at);
    }
  }

  private static void threeByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
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
    int from = currents.from() + place;
    int at = currents.at() + place - 2 * row;
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
    int lines = p.outputRows() + 2;
    for (int line = 0; line < lines; line++) {
      int next = from + Math.min(line, p.outputRows() - 1) * row;
      FloatVector e = FloatVector.fromArray(FLOATS, base, next);
      FloatVector f = FloatVector.fromArray(FLOATS, base, next + second);
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
        a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES).mul(value));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES).mul(value));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES).mul(value));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES).mul(value));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES).mul(value));
      }
      if (line >= 2) {
        b.intoArray(to, at + second);
        a.intoArray(to, at);
      }
      a = c;
      b = d;
      c = e;
      d = f;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  private static void threeByFour(
      WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
    int[] places = in.places;
    int[] first = in.first;
    float[] values = in.values;
    float[] base = currents.base();
    float[] to = currents.to();
    int row = p.row();
    int place = x * p.lanes() + s.vector() * LANES;
    int perPlace = s.perPlace();
    int perRow = p.inputRow() * MapSpikes.BLOCK * perPlace;
    int before = p.vertical().before();
    int begin = s.begin()[s.first()[x]] - before * p.inputRow();
    int end = s.end()[s.first()[x]] - before * p.inputRow();
    int shift = s.base()[s.first()[x]] + before * perRow;
    int from = currents.from() + place;
    int at = currents.at() + place - 2 * row;
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
    FloatVector e = zero;
    FloatVector f = zero;
    FloatVector g = zero;
    FloatVector h = zero;
    int lines = p.outputRows() + 2;
    for (int line = 0; line < lines; line++) {
      int next = from + Math.min(line, p.outputRows() - 1) * row;
      FloatVector i = FloatVector.fromArray(FLOATS, base, next);
      FloatVector j = FloatVector.fromArray(FLOATS, base, next + LANES);
      FloatVector k = FloatVector.fromArray(FLOATS, base, next + 2 * LANES);
      FloatVector l = FloatVector.fromArray(FLOATS, base, next + 3 * LANES);
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
        a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES).mul(value));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES).mul(value));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES).mul(value));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES).mul(value));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES).mul(value));
        g = g.add(FloatVector.fromArray(FLOATS, w, weight + 6 * LANES).mul(value));
        h = h.add(FloatVector.fromArray(FLOATS, w, weight + 7 * LANES).mul(value));
        i = i.add(FloatVector.fromArray(FLOATS, w, weight + 8 * LANES).mul(value));
        j = j.add(FloatVector.fromArray(FLOATS, w, weight + 9 * LANES).mul(value));
        k = k.add(FloatVector.fromArray(FLOATS, w, weight + 10 * LANES).mul(value));
        l = l.add(FloatVector.fromArray(FLOATS, w, weight + 11 * LANES).mul(value));
      }
      if (line >= 2) {
        d.intoArray(to, at + 3 * LANES);
        c.intoArray(to, at + 2 * LANES);
        b.intoArray(to, at + LANES);
        a.intoArray(to, at);
      }
      a = e;
      b = f;
      c = g;
      d = h;
      e = i;
      f = j;
      g = k;
      h = l;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  private static void fiveByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
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
    int from = currents.from() + place;
    int at = currents.at() + place - 4 * row;
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
    FloatVector e = zero;
    FloatVector f = zero;
    FloatVector g = zero;
    FloatVector h = zero;
    int lines = p.outputRows() + 4;
    for (int line = 0; line < lines; line++) {
      int next = from + Math.min(line, p.outputRows() - 1) * row;
      FloatVector i = FloatVector.fromArray(FLOATS, base, next);
      FloatVector j = FloatVector.fromArray(FLOATS, base, next + second);
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
        a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES).mul(value));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES).mul(value));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES).mul(value));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES).mul(value));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES).mul(value));
        g = g.add(FloatVector.fromArray(FLOATS, w, weight + 6 * LANES).mul(value));
        h = h.add(FloatVector.fromArray(FLOATS, w, weight + 7 * LANES).mul(value));
        i = i.add(FloatVector.fromArray(FLOATS, w, weight + 8 * LANES).mul(value));
        j = j.add(FloatVector.fromArray(FLOATS, w, weight + 9 * LANES).mul(value));
      }
      if (line >= 4) {
        b.intoArray(to, at + second);
        a.intoArray(to, at);
      }
      a = c;
      b = d;
      c = e;
      d = f;
      e = g;
      f = h;
      g = i;
      h = j;
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  private static void four(
      float[] w, int perPlace, int shift, MapEvents in, int begin, int end, float[] to, int at) {
    int[] places = in.places;
    float[] values = in.values;
    FloatVector a = FloatVector.fromArray(FLOATS, to, at);
    FloatVector b = FloatVector.fromArray(FLOATS, to, at + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, to, at + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, to, at + 3 * LANES);
    for (int event = begin; event < end; event++) {
      int weight = shift + places[event] * perPlace;
      FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
      a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
      b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES).mul(value));
      c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES).mul(value));
      d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES).mul(value));
    }
    a.intoArray(to, at);
    b.intoArray(to, at + LANES);
    c.intoArray(to, at + 2 * LANES);
    d.intoArray(to, at + 3 * LANES);
  }

  private static void two(
      float[] w, int perPlace, int shift, MapEvents in, int begin, int end, float[] to, int at) {
    int[] places = in.places;
    float[] values = in.values;
    FloatVector a = FloatVector.fromArray(FLOATS, to, at);
    FloatVector b = FloatVector.fromArray(FLOATS, to, at + LANES);
    for (int event = begin; event < end; event++) {
      int weight = shift + places[event] * perPlace;
      FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
      a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
      b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES).mul(value));
    }
    a.intoArray(to, at);
    b.intoArray(to, at + LANES);
  }

  private static void one(
      float[] w, int perPlace, int shift, MapEvents in, int begin, int end, float[] to, int at) {
    int[] places = in.places;
    float[] values = in.values;
    FloatVector a = FloatVector.fromArray(FLOATS, to, at);
    for (int event = begin; event < end; event++) {
      int weight = shift + places[event] * perPlace;
      FloatVector value = FloatVector.broadcast(FLOATS, values[event]);
      a = a.add(FloatVector.fromArray(FLOATS, w, weight).mul(value));
    }
    a.intoArray(to, at);
  }
}
