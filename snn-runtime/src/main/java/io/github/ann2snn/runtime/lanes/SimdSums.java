package io.github.ann2snn.runtime.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in registers: those of up to six outputs in two vectors of samples at a time, so that a
 * weight is loaded for two products and a value for six. More would not fit into the sixteen
 * registers that there are without AVX-512.
 *
 * <p>Every height is written out: JDK 17 keeps sums in registers only if each is a variable; in an
 * array they take more than twenty times as long. Two outputs at a time for all heights would need
 * one method, but load values three times: a multilayer perceptron takes half as long again.
 */
final class SimdSums {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = FLOATS.length();

  private SimdSums() {}

  static void add(
      WeightTile tile,
      Taps taps,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yStep,
      Places places) {
    if (places.isRow()) {
      int columns = places.count() * places.samples() / WIDTH;
      add(tile, taps, x, xAt, WIDTH, y, yAt, yStep, WIDTH, columns);
    } else if (places.samples() == WIDTH) {
      add(tile, taps, x, xAt, places.xStep(), y, yAt, yStep, places.yStep(), places.count());
    } else {
      int columns = places.samples() / WIDTH;
      for (int p = 0; p < places.count(); p++) {
        int from = xAt + p * places.xStep();
        add(tile, taps, x, from, WIDTH, y, yAt + p * places.yStep(), yStep, WIDTH, columns);
      }
    }
  }

  /**
   * Vectors of samples.
   *
   * @param xStep from one vector's values to the next one's
   * @param column from one vector's outputs to the next one's
   */
  private static void add(
      WeightTile tile,
      Taps taps,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int column,
      int columns) {
    float[] w = tile.weights();
    float[] bias = tile.bias();
    int done = 0;
    for (; done + 2 <= columns; done += 2) {
      int from = xAt + done * xStep;
      int to = yAt + done * column;
      switch (tile.height()) {
        case 6 -> add6x2(w, bias, taps, x, from, xStep, y, to, yStep, column);
        case 4 -> add4x2(w, bias, taps, x, from, xStep, y, to, yStep, column);
        case 2 -> add2x2(w, bias, taps, x, from, xStep, y, to, yStep, column);
        case 1 -> {
          if (done + 4 <= columns) {
            add1x4(w, bias, taps, x, from, xStep, y, to, column);
            done += 2;
          } else {
            addOne(tile, taps, 0, x, from, y, to);
            addOne(tile, taps, 0, x, from + xStep, y, to + column);
          }
        }
        default -> throw new IllegalStateException("a tile of height " + tile.height());
      }
    }
    for (int o = 0; done < columns && o < tile.height(); o++) {
      addOne(tile, taps, o, x, xAt + done * xStep, y, yAt + done * column + o * yStep);
    }
  }

  private static void addOne(
      WeightTile tile, Taps taps, int o, float[] x, int xAt, float[] y, int yAt) {
    float[] w = tile.weights();
    int height = tile.height();
    int[] offsets = taps.offsets();
    int[] weights = taps.weights();
    FloatVector sum = FloatVector.broadcast(FLOATS, tile.bias()[o]);
    for (int t = 0; t < offsets.length; t++) {
      FloatVector v = FloatVector.broadcast(FLOATS, w[weights[t] * height + o]);
      sum = v.fma(FloatVector.fromArray(FLOATS, x, xAt + offsets[t]), sum);
    }
    sum.intoArray(y, yAt);
  }

  /** Six outputs, two vectors. */
  private static void add6x2(
      float[] w,
      float[] bias,
      Taps taps,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int column) {
    int[] offsets = taps.offsets();
    int[] weights = taps.weights();
    FloatVector a0 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a1 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector b0 = FloatVector.broadcast(FLOATS, bias[1]);
    FloatVector b1 = FloatVector.broadcast(FLOATS, bias[1]);
    FloatVector c0 = FloatVector.broadcast(FLOATS, bias[2]);
    FloatVector c1 = FloatVector.broadcast(FLOATS, bias[2]);
    FloatVector d0 = FloatVector.broadcast(FLOATS, bias[3]);
    FloatVector d1 = FloatVector.broadcast(FLOATS, bias[3]);
    FloatVector e0 = FloatVector.broadcast(FLOATS, bias[4]);
    FloatVector e1 = FloatVector.broadcast(FLOATS, bias[4]);
    FloatVector f0 = FloatVector.broadcast(FLOATS, bias[5]);
    FloatVector f1 = FloatVector.broadcast(FLOATS, bias[5]);
    for (int t = 0; t < offsets.length; t++) {
      int at = xAt + offsets[t];
      int k = weights[t] * 6;
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + xStep);
      FloatVector v = FloatVector.broadcast(FLOATS, w[k]);
      a0 = v.fma(x0, a0);
      a1 = v.fma(x1, a1);
      v = FloatVector.broadcast(FLOATS, w[k + 1]);
      b0 = v.fma(x0, b0);
      b1 = v.fma(x1, b1);
      v = FloatVector.broadcast(FLOATS, w[k + 2]);
      c0 = v.fma(x0, c0);
      c1 = v.fma(x1, c1);
      v = FloatVector.broadcast(FLOATS, w[k + 3]);
      d0 = v.fma(x0, d0);
      d1 = v.fma(x1, d1);
      v = FloatVector.broadcast(FLOATS, w[k + 4]);
      e0 = v.fma(x0, e0);
      e1 = v.fma(x1, e1);
      v = FloatVector.broadcast(FLOATS, w[k + 5]);
      f0 = v.fma(x0, f0);
      f1 = v.fma(x1, f1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + column);
    b0.intoArray(y, yAt + yStep);
    b1.intoArray(y, yAt + yStep + column);
    c0.intoArray(y, yAt + 2 * yStep);
    c1.intoArray(y, yAt + 2 * yStep + column);
    d0.intoArray(y, yAt + 3 * yStep);
    d1.intoArray(y, yAt + 3 * yStep + column);
    e0.intoArray(y, yAt + 4 * yStep);
    e1.intoArray(y, yAt + 4 * yStep + column);
    f0.intoArray(y, yAt + 5 * yStep);
    f1.intoArray(y, yAt + 5 * yStep + column);
  }

  /** Four outputs, two vectors. */
  private static void add4x2(
      float[] w,
      float[] bias,
      Taps taps,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int column) {
    int[] offsets = taps.offsets();
    int[] weights = taps.weights();
    FloatVector a0 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a1 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector b0 = FloatVector.broadcast(FLOATS, bias[1]);
    FloatVector b1 = FloatVector.broadcast(FLOATS, bias[1]);
    FloatVector c0 = FloatVector.broadcast(FLOATS, bias[2]);
    FloatVector c1 = FloatVector.broadcast(FLOATS, bias[2]);
    FloatVector d0 = FloatVector.broadcast(FLOATS, bias[3]);
    FloatVector d1 = FloatVector.broadcast(FLOATS, bias[3]);
    for (int t = 0; t < offsets.length; t++) {
      int at = xAt + offsets[t];
      int k = weights[t] * 4;
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + xStep);
      FloatVector v = FloatVector.broadcast(FLOATS, w[k]);
      a0 = v.fma(x0, a0);
      a1 = v.fma(x1, a1);
      v = FloatVector.broadcast(FLOATS, w[k + 1]);
      b0 = v.fma(x0, b0);
      b1 = v.fma(x1, b1);
      v = FloatVector.broadcast(FLOATS, w[k + 2]);
      c0 = v.fma(x0, c0);
      c1 = v.fma(x1, c1);
      v = FloatVector.broadcast(FLOATS, w[k + 3]);
      d0 = v.fma(x0, d0);
      d1 = v.fma(x1, d1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + column);
    b0.intoArray(y, yAt + yStep);
    b1.intoArray(y, yAt + yStep + column);
    c0.intoArray(y, yAt + 2 * yStep);
    c1.intoArray(y, yAt + 2 * yStep + column);
    d0.intoArray(y, yAt + 3 * yStep);
    d1.intoArray(y, yAt + 3 * yStep + column);
  }

  /** Two outputs, two vectors. */
  private static void add2x2(
      float[] w,
      float[] bias,
      Taps taps,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int column) {
    int[] offsets = taps.offsets();
    int[] weights = taps.weights();
    FloatVector a0 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a1 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector b0 = FloatVector.broadcast(FLOATS, bias[1]);
    FloatVector b1 = FloatVector.broadcast(FLOATS, bias[1]);
    for (int t = 0; t < offsets.length; t++) {
      int at = xAt + offsets[t];
      int k = weights[t] * 2;
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + xStep);
      FloatVector v = FloatVector.broadcast(FLOATS, w[k]);
      a0 = v.fma(x0, a0);
      a1 = v.fma(x1, a1);
      v = FloatVector.broadcast(FLOATS, w[k + 1]);
      b0 = v.fma(x0, b0);
      b1 = v.fma(x1, b1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + column);
    b0.intoArray(y, yAt + yStep);
    b1.intoArray(y, yAt + yStep + column);
  }

  /** One output, four vectors. */
  private static void add1x4(
      float[] w,
      float[] bias,
      Taps taps,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int column) {
    int[] offsets = taps.offsets();
    int[] weights = taps.weights();
    FloatVector a0 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a1 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a2 = FloatVector.broadcast(FLOATS, bias[0]);
    FloatVector a3 = FloatVector.broadcast(FLOATS, bias[0]);
    for (int t = 0; t < offsets.length; t++) {
      int at = xAt + offsets[t];
      int k = weights[t];
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, at);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + xStep);
      FloatVector x2 = FloatVector.fromArray(FLOATS, x, at + 2 * xStep);
      FloatVector x3 = FloatVector.fromArray(FLOATS, x, at + 3 * xStep);
      FloatVector v = FloatVector.broadcast(FLOATS, w[k]);
      a0 = v.fma(x0, a0);
      a1 = v.fma(x1, a1);
      a2 = v.fma(x2, a2);
      a3 = v.fma(x3, a3);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + column);
    a2.intoArray(y, yAt + 2 * column);
    a3.intoArray(y, yAt + 3 * column);
  }
}
