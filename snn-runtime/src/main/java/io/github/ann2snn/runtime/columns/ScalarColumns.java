package io.github.ann2snn.runtime.columns;

import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/** Plain loops, which the JVM makes vectors of where it can. */
public final class ScalarColumns implements ColumnKernel {
  private static final int OF_LONG = 11;

  @Override
  public String name() {
    return "scalar";
  }

  /** Tile by tile, in arrays of their own: of parts of one array the JVM makes no vectors. */
  @Override
  public boolean step(
      Columns columns, int[] spikes, int from, int to, float[] state, int before, int after) {
    Membrane membrane = columns.membrane();
    int width = columns.width();
    float[] v = new float[TILE];
    float[] e = new float[TILE];
    float[] g = new float[TILE];
    boolean above = false;
    for (int j = 0; j < width; j += TILE) {
      System.arraycopy(state, before + j, v, 0, TILE);
      System.arraycopy(state, before + width + j, e, 0, TILE);
      System.arraycopy(state, before + 2 * width + j, g, 0, TILE);
      advance(membrane, v, e, g);
      decay(membrane.excitationDecay(), e);
      decay(membrane.inhibitionDecay(), g);
      for (int k = from; k < to; k++) {
        add(columns.weights(), columns.at(j) + spikes[k] * TILE, e);
      }
      above |= above(columns.limits(), Aligned.LEAD + j, v);
      System.arraycopy(v, 0, state, after + j, TILE);
      System.arraycopy(e, 0, state, after + width + j, TILE);
      System.arraycopy(g, 0, state, after + 2 * width + j, TILE);
    }
    return above;
  }

  private static void advance(Membrane membrane, float[] v, float[] e, float[] g) {
    for (int j = 0; j < v.length; j++) {
      v[j] = membrane.advanced(v[j], e[j], g[j]);
    }
  }

  private static void decay(float factor, float[] values) {
    for (int j = 0; j < values.length; j++) {
      values[j] *= factor;
    }
  }

  private static void add(float[] weights, int row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += weights[row + j];
    }
  }

  private static boolean above(float[] limits, int from, float[] v) {
    boolean above = false;
    for (int j = 0; j < v.length; j++) {
      above |= v[j] > limits[from + j];
    }
    return above;
  }

  @Override
  public void normalise(Columns columns, float sum) {
    float[] factors = new float[TILE];
    float[] weights = columns.weights();
    for (int first = 0; first < columns.width(); first += TILE) {
      int tile = columns.at(first);
      Arrays.fill(factors, 0);
      for (int i = 0; i < columns.inputs(); i++) {
        add(weights, tile + i * TILE, factors);
      }
      for (int j = 0; j < TILE; j++) {
        factors[j] = factors[j] > 0 ? sum / factors[j] : 0;
      }
      for (int i = 0; i < columns.inputs(); i++) {
        scale(weights, tile + i * TILE, factors);
      }
    }
  }

  private static void scale(float[] weights, int row, float[] factors) {
    for (int j = 0; j < factors.length; j++) {
      weights[row + j] = Math.min(1f, weights[row + j] * factors[j]);
    }
  }

  @Override
  public void draw(long seed, int count, long[] limits, int[] values, int steps, SpikeTrain train) {
    for (int t = 0; t < steps; t++) {
      SplitMix64 numbers = new SplitMix64(seed + (long) t * count * SplitMix64.GOLDEN_GAMMA);
      for (int k = 0; k < count; k++) {
        if (numbers.nextLong() >>> OF_LONG < limits[k]) {
          train.fire(values[k]);
        }
      }
      train.endStep();
    }
  }
}
