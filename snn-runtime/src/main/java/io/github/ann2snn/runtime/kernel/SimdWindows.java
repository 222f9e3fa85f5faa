package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import jdk.incubator.vector.FloatVector;

/** Adds the weights of spikes. */
final class SimdWindows implements SimdStrips {
  @Override
  public void threeByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
    int[] places = in.places;
    int[] first = in.first;
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
        a = a.add(FloatVector.fromArray(FLOATS, w, weight));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES));
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

  @Override
  public void everyOther(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
    int[] places = in.places;
    int[] first = in.first;
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
    int at = currents.at() + place - row;
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    for (int y = 0; y <= p.outputRows(); y++) {
      int next = from + Math.min(y, p.outputRows() - 1) * row;
      FloatVector c = FloatVector.fromArray(FLOATS, base, next);
      FloatVector d = FloatVector.fromArray(FLOATS, base, next + LANES);
      int line = 2 * y;
      boolean inside = line >= before && line < before + p.inputRows();
      int until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        a = a.add(FloatVector.fromArray(FLOATS, w, weight));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES));
      }
      if (y > 0) {
        a.intoArray(to, at);
        b.intoArray(to, at + LANES);
      }
      a = c;
      b = d;
      line++;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
      inside = y < p.outputRows() && line >= before && line < before + p.inputRows();
      until = inside ? first[end] : 0;
      for (int event = inside ? first[begin] : 0; event < until; event++) {
        int weight = shift + places[event] * perPlace;
        a = a.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES));
      }
      at += row;
      begin += p.inputRow();
      end += p.inputRow();
      shift -= perRow;
    }
  }

  @Override
  public void threeByFour(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
    int[] places = in.places;
    int[] first = in.first;
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
        a = a.add(FloatVector.fromArray(FLOATS, w, weight));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES));
        g = g.add(FloatVector.fromArray(FLOATS, w, weight + 6 * LANES));
        h = h.add(FloatVector.fromArray(FLOATS, w, weight + 7 * LANES));
        i = i.add(FloatVector.fromArray(FLOATS, w, weight + 8 * LANES));
        j = j.add(FloatVector.fromArray(FLOATS, w, weight + 9 * LANES));
        k = k.add(FloatVector.fromArray(FLOATS, w, weight + 10 * LANES));
        l = l.add(FloatVector.fromArray(FLOATS, w, weight + 11 * LANES));
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

  @Override
  public void fiveByTwo(WindowProgram p, Strip s, int x, MapEvents in, Currents currents) {
    float[] w = p.weights();
    int[] places = in.places;
    int[] first = in.first;
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
        a = a.add(FloatVector.fromArray(FLOATS, w, weight));
        b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
        c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES));
        d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES));
        e = e.add(FloatVector.fromArray(FLOATS, w, weight + 4 * LANES));
        f = f.add(FloatVector.fromArray(FLOATS, w, weight + 5 * LANES));
        g = g.add(FloatVector.fromArray(FLOATS, w, weight + 6 * LANES));
        h = h.add(FloatVector.fromArray(FLOATS, w, weight + 7 * LANES));
        i = i.add(FloatVector.fromArray(FLOATS, w, weight + 8 * LANES));
        j = j.add(FloatVector.fromArray(FLOATS, w, weight + 9 * LANES));
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

  @Override
  public void four(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    float[] w = p.weights();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    int from = currents.from() + place;
    int at = currents.at() + place;
    FloatVector a = FloatVector.fromArray(FLOATS, base, from);
    FloatVector b = FloatVector.fromArray(FLOATS, base, from + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, base, from + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, base, from + 3 * LANES);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      a = a.add(FloatVector.fromArray(FLOATS, w, weight));
      b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
      c = c.add(FloatVector.fromArray(FLOATS, w, weight + 2 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, w, weight + 3 * LANES));
    }
    a.intoArray(to, at);
    b.intoArray(to, at + LANES);
    c.intoArray(to, at + 2 * LANES);
    d.intoArray(to, at + 3 * LANES);
  }

  @Override
  public void two(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    float[] w = p.weights();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    int from = currents.from() + place;
    int at = currents.at() + place;
    FloatVector a = FloatVector.fromArray(FLOATS, base, from);
    FloatVector b = FloatVector.fromArray(FLOATS, base, from + LANES);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      a = a.add(FloatVector.fromArray(FLOATS, w, weight));
      b = b.add(FloatVector.fromArray(FLOATS, w, weight + LANES));
    }
    a.intoArray(to, at);
    b.intoArray(to, at + LANES);
  }

  @Override
  public void one(WindowProgram p, MapEvents in, int count, Currents currents, int place) {
    float[] w = p.weights();
    float[] base = currents.base();
    float[] to = currents.to();
    int[] weights = in.weights;
    int from = currents.from() + place;
    int at = currents.at() + place;
    FloatVector a = FloatVector.fromArray(FLOATS, base, from);
    for (int event = 0; event < count; event++) {
      int weight = weights[event];
      a = a.add(FloatVector.fromArray(FLOATS, w, weight));
    }
    a.intoArray(to, at);
  }
}
