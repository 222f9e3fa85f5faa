package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;

/**
 * What comes over a connection from feature maps at a step: the values that are not zero, by
 * position (row, then column), and at each position by channel, which is the order in which they
 * are added. Places are those of {@link MapSpikes}.
 */
public final class MapEvents {
  final int blocks;
  final int[] first;
  final int[] places;
  final float[] values;

  /** Where the weights of those begin that a window sees, and their values: room for each. */
  final int[] weights;

  final float[] seen;

  /**
   * Room for an event at every place, and none yet.
   *
   * @param stride number of places, a multiple of 16
   * @param valued whether values may be others than 1, which is what a spike is
   */
  public MapEvents(int stride, boolean valued) {
    this.blocks = stride / MapSpikes.BLOCK;
    this.first = new int[blocks + 1];
    // vectors are written whole
    this.places = new int[stride + 2 * MapSpikes.BLOCK];
    this.values = valued ? new float[places.length] : null;
    this.weights = new int[places.length];
    this.seen = valued ? new float[places.length] : null;
  }

  /** Whether values may be others than 1. */
  public boolean areValued() {
    return values != null;
  }

  /** Number of events. */
  public int count() {
    return first[blocks];
  }

  /** Place of an event. */
  public int place(int event) {
    return places[event];
  }

  /** Value of an event. */
  public float value(int event) {
    return values == null ? 1 : values[event];
  }

  /** Takes the spikes of step {@code t} instead. */
  void take(MapSpikes spikes, int t) {
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      for (int left = spikes.mask(t, block); left != 0; left &= left - 1) {
        places[next++] = block * MapSpikes.BLOCK + Integer.numberOfTrailingZeros(left);
      }
      first[block + 1] = next;
    }
  }

  /**
   * Takes the values that are not zero instead, without a branch for each place: those of zeros are
   * overwritten by the next.
   *
   * @param from one value per place, behind a lead; zeros afterwards
   */
  void take(float[] from) {
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      for (int j = block * MapSpikes.BLOCK; j < (block + 1) * MapSpikes.BLOCK; j++) {
        float value = from[Aligned.LEAD + j];
        places[next] = j;
        if (values != null) {
          values[next] = value;
        }
        next += value != 0 ? 1 : 0;
      }
      first[block + 1] = next;
    }
    Arrays.fill(from, 0);
  }
}
