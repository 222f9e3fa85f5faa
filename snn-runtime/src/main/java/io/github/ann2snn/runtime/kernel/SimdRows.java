package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds rows of weights to currents with the Vector API, one lane per neuron, eight vectors at once
 * where the tile is that wide, four steps at once elsewhere, and single weights to neurons of maps.
 * Only the innermost loops carry vectors from one turn to the next: C2 does not keep those of an
 * outer loop in registers.
 */
interface SimdRows extends Kernel {
  VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  int LANES = FLOATS.length();

  @Override
  default void addInput(LayerProgram layer, int from, SparseInput x, float[] current) {
    int width = layer.width(from);
    int tile = layer.tile(from);
    int column = 0;
    for (; column + 8 * LANES <= width; column += 8 * LANES) {
      addInputToEight(layer.weights(), tile + column, width, x, current, from + column);
    }
    for (; column < width; column += LANES) {
      int to = Aligned.LEAD + from + column;
      FloatVector sum = FloatVector.fromArray(FLOATS, current, to);
      for (int k = 0; k < x.count(); k++) {
        int at = tile + column + x.indices()[k] * width;
        sum = sum.add(FloatVector.fromArray(FLOATS, layer.weights(), at).mul(x.values()[k]));
      }
      sum.intoArray(current, to);
    }
  }

  private static void addInputToEight(
      float[] w, int tile, int width, SparseInput x, float[] current, int neuron) {
    int to = Aligned.LEAD + neuron;
    int[] indices = x.indices();
    float[] values = x.values();
    int count = x.count();
    FloatVector a = FloatVector.fromArray(FLOATS, current, to);
    FloatVector b = FloatVector.fromArray(FLOATS, current, to + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, current, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, current, to + 3 * LANES);
    FloatVector e = FloatVector.fromArray(FLOATS, current, to + 4 * LANES);
    FloatVector f = FloatVector.fromArray(FLOATS, current, to + 5 * LANES);
    FloatVector g = FloatVector.fromArray(FLOATS, current, to + 6 * LANES);
    FloatVector h = FloatVector.fromArray(FLOATS, current, to + 7 * LANES);
    for (int k = 0; k < count; k++) {
      int at = tile + indices[k] * width;
      FloatVector value = FloatVector.broadcast(FLOATS, values[k]);
      a = a.add(FloatVector.fromArray(FLOATS, w, at).mul(value));
      b = b.add(FloatVector.fromArray(FLOATS, w, at + LANES).mul(value));
      c = c.add(FloatVector.fromArray(FLOATS, w, at + 2 * LANES).mul(value));
      d = d.add(FloatVector.fromArray(FLOATS, w, at + 3 * LANES).mul(value));
      e = e.add(FloatVector.fromArray(FLOATS, w, at + 4 * LANES).mul(value));
      f = f.add(FloatVector.fromArray(FLOATS, w, at + 5 * LANES).mul(value));
      g = g.add(FloatVector.fromArray(FLOATS, w, at + 6 * LANES).mul(value));
      h = h.add(FloatVector.fromArray(FLOATS, w, at + 7 * LANES).mul(value));
    }
    a.intoArray(current, to);
    b.intoArray(current, to + LANES);
    c.intoArray(current, to + 2 * LANES);
    d.intoArray(current, to + 3 * LANES);
    e.intoArray(current, to + 4 * LANES);
    f.intoArray(current, to + 5 * LANES);
    g.intoArray(current, to + 6 * LANES);
    h.intoArray(current, to + 7 * LANES);
  }

  @Override
  default void addSpikes(
      LayerProgram layer, int from, SpikeTrain in, int t0, int steps, float[] base, float[] to) {
    int width = layer.width(from);
    int[] offsets = in.offsets();
    int column = 0;
    for (; column + 8 * LANES <= width; column += 8 * LANES) {
      int tile = layer.tile(from) + column;
      int bias = Aligned.LEAD + from + column;
      for (int t = 0; t < steps; t++) {
        int current = Aligned.LEAD + t * width + column;
        int begin = offsets[t0 + t];
        int end = offsets[t0 + t + 1];
        int at = base == to ? current : bias;
        addToEight(layer.weights(), tile, width, in.indices(), begin, end, base, at, to, current);
      }
    }
    for (; column < width; column += LANES) {
      addToOne(layer, from, column, in, t0, steps, base, to);
    }
  }

  private static void addToEight(
      float[] w,
      int tile,
      int width,
      int[] indices,
      int begin,
      int end,
      float[] base,
      int bias,
      float[] currents,
      int to) {
    FloatVector a = FloatVector.fromArray(FLOATS, base, bias);
    FloatVector b = FloatVector.fromArray(FLOATS, base, bias + LANES);
    FloatVector c = FloatVector.fromArray(FLOATS, base, bias + 2 * LANES);
    FloatVector d = FloatVector.fromArray(FLOATS, base, bias + 3 * LANES);
    FloatVector e = FloatVector.fromArray(FLOATS, base, bias + 4 * LANES);
    FloatVector f = FloatVector.fromArray(FLOATS, base, bias + 5 * LANES);
    FloatVector g = FloatVector.fromArray(FLOATS, base, bias + 6 * LANES);
    FloatVector h = FloatVector.fromArray(FLOATS, base, bias + 7 * LANES);
    for (int k = begin; k < end; k++) {
      int at = tile + indices[k] * width;
      a = a.add(FloatVector.fromArray(FLOATS, w, at));
      b = b.add(FloatVector.fromArray(FLOATS, w, at + LANES));
      c = c.add(FloatVector.fromArray(FLOATS, w, at + 2 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, w, at + 3 * LANES));
      e = e.add(FloatVector.fromArray(FLOATS, w, at + 4 * LANES));
      f = f.add(FloatVector.fromArray(FLOATS, w, at + 5 * LANES));
      g = g.add(FloatVector.fromArray(FLOATS, w, at + 6 * LANES));
      h = h.add(FloatVector.fromArray(FLOATS, w, at + 7 * LANES));
    }
    a.intoArray(currents, to);
    b.intoArray(currents, to + LANES);
    c.intoArray(currents, to + 2 * LANES);
    d.intoArray(currents, to + 3 * LANES);
    e.intoArray(currents, to + 4 * LANES);
    f.intoArray(currents, to + 5 * LANES);
    g.intoArray(currents, to + 6 * LANES);
    h.intoArray(currents, to + 7 * LANES);
  }

  /** One vector of neurons: a step waits for its own sum alone, so four steps go together. */
  private static void addToOne(
      LayerProgram layer,
      int from,
      int column,
      SpikeTrain in,
      int t0,
      int steps,
      float[] base,
      float[] currents) {
    int width = layer.width(from);
    int tile = layer.tile(from) + column;
    int[] offsets = in.offsets();
    if (base != currents) {
      FloatVector bias = FloatVector.fromArray(FLOATS, base, Aligned.LEAD + from + column);
      for (int t = 0; t < steps; t++) {
        bias.intoArray(currents, Aligned.LEAD + t * width + column);
      }
    }
    int t = 0;
    for (; t + 4 <= steps; t += 4) {
      int together = in.count(t0 + t);
      for (int k = 1; k < 4; k++) {
        together = Math.min(together, in.count(t0 + t + k));
      }
      int to = Aligned.LEAD + t * width + column;
      addToFourSteps(layer.weights(), tile, width, in, t0 + t, together, currents, to);
      for (int k = 0; k < 4; k++) {
        int begin = offsets[t0 + t + k] + together;
        int end = offsets[t0 + t + k + 1];
        add(layer.weights(), tile, width, in.indices(), begin, end, currents, to + k * width);
      }
    }
    for (; t < steps; t++) {
      int to = Aligned.LEAD + t * width + column;
      int begin = offsets[t0 + t];
      int end = offsets[t0 + t + 1];
      add(layer.weights(), tile, width, in.indices(), begin, end, currents, to);
    }
  }

  private static void addToFourSteps(
      float[] w, int tile, int width, SpikeTrain in, int t, int count, float[] currents, int to) {
    int[] indices = in.indices();
    int first = in.offsets()[t];
    int second = in.offsets()[t + 1];
    int third = in.offsets()[t + 2];
    int fourth = in.offsets()[t + 3];
    FloatVector a = FloatVector.fromArray(FLOATS, currents, to);
    FloatVector b = FloatVector.fromArray(FLOATS, currents, to + width);
    FloatVector c = FloatVector.fromArray(FLOATS, currents, to + 2 * width);
    FloatVector d = FloatVector.fromArray(FLOATS, currents, to + 3 * width);
    for (int k = 0; k < count; k++) {
      a = a.add(FloatVector.fromArray(FLOATS, w, tile + indices[first + k] * width));
      b = b.add(FloatVector.fromArray(FLOATS, w, tile + indices[second + k] * width));
      c = c.add(FloatVector.fromArray(FLOATS, w, tile + indices[third + k] * width));
      d = d.add(FloatVector.fromArray(FLOATS, w, tile + indices[fourth + k] * width));
    }
    a.intoArray(currents, to);
    b.intoArray(currents, to + width);
    c.intoArray(currents, to + 2 * width);
    d.intoArray(currents, to + 3 * width);
  }

  private static void add(
      float[] w, int tile, int width, int[] indices, int begin, int end, float[] currents, int to) {
    FloatVector sum = FloatVector.fromArray(FLOATS, currents, to);
    for (int k = begin; k < end; k++) {
      sum = sum.add(FloatVector.fromArray(FLOATS, w, tile + indices[k] * width));
    }
    sum.intoArray(currents, to);
  }

  /**
   * A bit that has come to the front fills its lane; that of a line for spikes of -1, which is
   * behind it, changes the sign of the weight.
   */
  @Override
  default void addDirect(Direct program, MapSpikes in, int t, Currents currents) {
    int lines = program.lines() ? 2 : 1;
    IntVector toFront = IntVector.zero(INTS).addIndex(1).mul(-lines).add(Integer.SIZE - 1);
    IntVector toSign = toFront.sub(lines - 1);
    IntVector nothing = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    IntVector sign = IntVector.broadcast(INTS, program.lines() ? Integer.MIN_VALUE : 0);
    float[] weight = program.weight();
    float[] base = currents.base();
    float[] to = currents.to();
    for (int block = 0; block < program.first().length; block++) {
      long sources = program.sources(in, t, block);
      for (int lane = 0; lane < MapSpikes.BLOCK; lane += LANES) {
        int place = block * MapSpikes.BLOCK + lane;
        IntVector bits = IntVector.broadcast(INTS, (int) (sources >>> lines * lane));
        IntVector negative = bits.lanewise(VectorOperators.LSHL, toSign).and(sign);
        IntVector fires =
            bits.lanewise(VectorOperators.LSHL, toFront)
                .or(negative)
                .lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
        IntVector w =
            FloatVector.fromArray(FLOATS, weight, place)
                .viewAsIntegralLanes()
                .lanewise(VectorOperators.XOR, negative);
        FloatVector.fromArray(FLOATS, base, currents.from() + place)
            .add(nothing.lanewise(VectorOperators.BITWISE_BLEND, w, fires).viewAsFloatingLanes())
            .intoArray(to, currents.at() + place);
      }
    }
  }
}
