package io.github.ann2snn.runtime.lanes;

/**
 * What sums add up, in this order.
 *
 * @param offsets where the places lie, from the first one's
 * @param weights the number of the weight of each
 */
public record Taps(int[] offsets, int[] weights) {
  /** The first {@code count} places that lie one behind the other, each with its own weight. */
  public static Taps row(int count, int distance) {
    int[] offsets = new int[count];
    int[] weights = new int[count];
    for (int t = 0; t < count; t++) {
      offsets[t] = Math.multiplyExact(t, distance);
      weights[t] = t;
    }
    return new Taps(offsets, weights);
  }

  /** How many. */
  public int count() {
    return offsets.length;
  }
}
