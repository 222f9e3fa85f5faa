package io.github.ann2snn.runtime.simulation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds weight rows to the currents of a tile of neurons with the Vector API, eight vectors at a
 * time where the tile is that wide. Only these innermost loops carry vectors from one turn to the
 * next: C2 does not keep those of an outer loop in registers.
 */
final class SimdRows {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  private SimdRows() {}

  /** {@code base += w x} for the inputs of a constant current, in their order. */
  static void addConstant(LayerProgram layer, int from, Drive.Constant drive, float[] base) {
    int column = 0;
    for (; column + 8 * LANES <= base.length; column += 8 * LANES) {
      addConstantToEight(layer, from + column, drive, base, column);
    }
    for (; column < base.length; column += LANES) {
      FloatVector sum = FloatVector.fromArray(FLOATS, base, column);
      for (int k = 0; k < drive.count(); k++) {
        int at = drive.indices()[k] * layer.stride() + from + column;
        sum = sum.add(FloatVector.fromArray(FLOATS, layer.weights(), at).mul(drive.values()[k]));
      }
      sum.intoArray(base, column);
    }
  }

  private static void addConstantToEight(
      LayerProgram layer, int from, Drive.Constant drive, float[] base, int column) {
    float[] w = layer.weights();
    FloatVector a = FloatVector.fromArray(FLOATS, base, column);
    FloatVector b = FloatVector.fromArray(FLOATS, base, column + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, base, column + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, base, column + 3 * LANES);
    FloatVector e = FloatVector.fromArray(FLOATS, base, column + 4 * LANES);
    FloatVector f = FloatVector.fromArray(FLOATS, base, column + 5 * LANES);
    FloatVector g = FloatVector.fromArray(FLOATS, base, column + 6 * LANES);
    FloatVector h = FloatVector.fromArray(FLOATS, base, column + 7 * LANES);
    for (int k = 0; k < drive.count(); k++) {
      int at = drive.indices()[k] * layer.stride() + from;
      float x = drive.values()[k];
      a = a.add(FloatVector.fromArray(FLOATS, w, at).mul(x));
      b = b.add(FloatVector.fromArray(FLOATS, w, at + LANES).mul(x));
      c = c.add(FloatVector.fromArray(FLOATS, w, at + 2 * LANES).mul(x));
      d = d.add(FloatVector.fromArray(FLOATS, w, at + 3 * LANES).mul(x));
      e = e.add(FloatVector.fromArray(FLOATS, w, at + 4 * LANES).mul(x));
      f = f.add(FloatVector.fromArray(FLOATS, w, at + 5 * LANES).mul(x));
      g = g.add(FloatVector.fromArray(FLOATS, w, at + 6 * LANES).mul(x));
      h = h.add(FloatVector.fromArray(FLOATS, w, at + 7 * LANES).mul(x));
    }
    a.intoArray(base, column);
    b.intoArray(base, column + LANES);
    c.intoArray(base, column + 2 * LANES);
    d.intoArray(base, column + 3 * LANES);
    e.intoArray(base, column + 4 * LANES);
    f.intoArray(base, column + 5 * LANES);
    g.intoArray(base, column + 6 * LANES);
    h.intoArray(base, column + 7 * LANES);
  }

  /** {@code current = base + } the rows of the inputs that fire at step t, in their order. */
  static void addEvents(
      LayerProgram layer, int from, Drive.Events events, int t, float[] base, float[] current) {
    int begin = events.offsets()[t];
    int end = events.offsets()[t + 1];
    int column = 0;
    for (; column + 8 * LANES <= base.length; column += 8 * LANES) {
      addEventsToEight(layer, from, events.indices(), begin, end, base, current, column);
    }
    for (; column < base.length; column += LANES) {
      addEventsToOne(layer, from, events.indices(), begin, end, base, current, column);
    }
  }

  private static void addEventsToEight(
      LayerProgram layer,
      int from,
      int[] indices,
      int begin,
      int end,
      float[] base,
      float[] current,
      int column) {
    float[] w = layer.weights();
    int stride = layer.stride();
    FloatVector a = FloatVector.fromArray(FLOATS, base, column);
    FloatVector b = FloatVector.fromArray(FLOATS, base, column + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, base, column + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, base, column + 3 * LANES);
    FloatVector e = FloatVector.fromArray(FLOATS, base, column + 4 * LANES);
    FloatVector f = FloatVector.fromArray(FLOATS, base, column + 5 * LANES);
    FloatVector g = FloatVector.fromArray(FLOATS, base, column + 6 * LANES);
    FloatVector h = FloatVector.fromArray(FLOATS, base, column + 7 * LANES);
    for (int k = begin; k < end; k++) {
      int at = indices[k] * stride + from + column;
      a = a.add(FloatVector.fromArray(FLOATS, w, at));
      b = b.add(FloatVector.fromArray(FLOATS, w, at + LANES));
      c = c.add(FloatVector.fromArray(FLOATS, w, at + 2 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, w, at + 3 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, w, at + 4 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, w, at + 5 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, w, at + 6 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, w, at + 7 * LANES));
    }
    a.intoArray(current, column);
    b.intoArray(current, column + LANES);
    c.intoArray(current, column + 2 * LANES);
    d.intoArray(current, column + 3 * LANES);
    e.intoArray(current, column + 4 * LANES);
    f.intoArray(current, column + 5 * LANES);
    g.intoArray(current, column + 6 * LANES);
    h.intoArray(current, column + 7 * LANES);
  }

  private static void addEventsToOne(
      LayerProgram layer,
      int from,
      int[] indices,
      int begin,
      int end,
      float[] base,
      float[] current,
      int column) {
    FloatVector sum = FloatVector.fromArray(FLOATS, base, column);
    for (int k = begin; k < end; k++) {
      int at = indices[k] * layer.stride() + from + column;
      sum = sum.add(FloatVector.fromArray(FLOATS, layer.weights(), at));
    }
    sum.intoArray(current, column);
  }
}
