package io.github.ann2snn.runtime.lanes;

import java.util.Arrays;

/** Plain loops, which the JVM makes vectors of where it can. */
public final class ScalarLanes implements LaneKernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void sums(
      WeightTile tile,
      Taps taps,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yStep,
      Places places) {
    for (int p = 0; p < places.count(); p++) {
      for (int o = 0; o < tile.height(); o++) {
        int from = xAt + p * places.xStep();
        int to = yAt + p * places.yStep() + o * yStep;
        for (int i = 0; i < places.samples(); i += 8) {
          addToEight(tile, o, taps, x, from + i, y, to + i);
        }
      }
    }
  }

  /** Eight sums in turn, so that none waits for itself. */
  private static void addToEight(
      WeightTile tile, int o, Taps taps, float[] x, int xAt, float[] y, int yAt) {
    float[] weights = tile.weights();
    float a = tile.bias()[o];
    float b = a;
    float c = a;
    float d = a;
    float e = a;
    float f = a;
    float g = a;
    float h = a;
    for (int t = 0; t < taps.count(); t++) {
      float w = weights[taps.weights()[t] * tile.height() + o];
      int at = xAt + taps.offsets()[t];
      a = Math.fma(w, x[at], a);
      b = Math.fma(w, x[at + 1], b);
      c = Math.fma(w, x[at + 2], c);
      d = Math.fma(w, x[at + 3], d);
      e = Math.fma(w, x[at + 4], e);
      f = Math.fma(w, x[at + 5], f);
      g = Math.fma(w, x[at + 6], g);
      h = Math.fma(w, x[at + 7], h);
    }
    y[yAt] = a;
    y[yAt + 1] = b;
    y[yAt + 2] = c;
    y[yAt + 3] = d;
    y[yAt + 4] = e;
    y[yAt + 5] = f;
    y[yAt + 6] = g;
    y[yAt + 7] = h;
  }

  @Override
  public void max(int[] offsets, float[] x, int xAt, float[] y, int yAt, int length) {
    Arrays.fill(y, yAt, yAt + length, Float.NEGATIVE_INFINITY);
    for (int offset : offsets) {
      int at = xAt + offset;
      for (int i = 0; i < length; i++) {
        y[yAt + i] = Math.max(y[yAt + i], x[at + i]);
      }
    }
  }

  @Override
  public void mean(
      int[] offsets, float divisor, float[] x, int xAt, float[] y, int yAt, int length) {
    Arrays.fill(y, yAt, yAt + length, 0);
    for (int offset : offsets) {
      add(x, xAt + offset, y, yAt, length);
    }
    for (int i = yAt; i < yAt + length; i++) {
      y[i] /= divisor;
    }
  }

  @Override
  public void add(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] += x[xAt + i];
    }
  }

  @Override
  public void scale(float scale, float shift, float[] y, int yAt, int length) {
    for (int i = yAt; i < yAt + length; i++) {
      y[i] = Math.fma(scale, y[i], shift);
    }
  }

  @Override
  public void rectify(float slope, float bound, float[] y, int yAt, int length) {
    for (int i = yAt; i < yAt + length; i++) {
      float below = slope == 0 ? 0 : slope * y[i];
      y[i] = y[i] > 0 ? Math.min(y[i], bound) : below;
    }
  }

  @Override
  public void gate(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = x[xAt + i] > 0 ? y[yAt + i] : 0;
    }
  }
}
