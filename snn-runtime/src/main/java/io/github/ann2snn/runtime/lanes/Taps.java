package io.github.ann2snn.runtime.lanes;

/**
 * What sums add up, in this order.
 *
 * @param offsets where the places lie, from the first one's
 * @param weights the number of the weight of each
 */
public record Taps(int[] offsets, int[] weights) {
  /** How many. */
  public int count() {
    return offsets.length;
  }
}
