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
        int to = yAt + p * places.yStep() + o * yStep;
        Arrays.fill(y, to, to + places.samples(), tile.bias()[o]);
        for (int t = 0; t < taps.count(); t++) {
          float w = tile.weights()[taps.weights()[t] * tile.height() + o];
          addProduct(w, x, xAt + p * places.xStep() + taps.offsets()[t], y, to, places.samples());
        }
      }
    }
  }

  private static void addProduct(float w, float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = Math.fma(w, x[xAt + i], y[yAt + i]);
    }
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
}
