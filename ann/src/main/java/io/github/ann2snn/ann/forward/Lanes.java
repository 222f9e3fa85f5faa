package io.github.ann2snn.ann.forward;

import io.github.ann2snn.runtime.lanes.LaneKernel;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.List;

/**
 * How the values of a chunk of samples lie: those of one place of a node side by side, one for each
 * sample. So every loop runs over samples, whatever the operation and its shape, and none ends in
 * the middle of a vector.
 *
 * @param kernel the loops
 * @param samples room for how many, a multiple of {@value LaneKernel#LANES}
 */
record Lanes(LaneKernel kernel, int samples) {
  /** Places that are moved together between rows and lanes. */
  private static final int BLOCK = 16;

  /** Where a place begins. */
  int at(int place) {
    return Aligned.LEAD + place * samples;
  }

  /** The most places that there can be room for. */
  int most() {
    return (Integer.MAX_VALUE - 2 * Aligned.LEAD) / samples;
  }

  /** Room for the values of some places. */
  float[] room(int places) {
    return Aligned.floats(places * samples);
  }

  /** Samples to lanes; lanes without sample get zeros. */
  void spread(List<float[]> rows, int places, float[] y) {
    float[] none = rows.size() < samples ? new float[places] : new float[0];
    for (int from = 0; from < places; from += BLOCK) {
      int to = Math.min(places, from + BLOCK);
      for (int row = 0; row < samples; row++) {
        float[] x = row < rows.size() ? rows.get(row) : none;
        int at = at(from) + row;
        for (int place = from; place < to; place++, at += samples) {
          y[at] = x[place];
        }
      }
    }
  }

  /** Lanes to samples, row-major. */
  void gather(float[] x, int places, int rows, float[] to) {
    for (int from = 0; from < places; from += BLOCK) {
      int behind = Math.min(places, from + BLOCK);
      for (int row = 0; row < rows; row++) {
        int at = at(from) + row;
        int target = row * places;
        for (int place = from; place < behind; place++, at += samples) {
          to[target + place] = x[at];
        }
      }
    }
  }
}
