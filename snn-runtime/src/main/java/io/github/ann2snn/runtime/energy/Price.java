package io.github.ann2snn.runtime.energy;

/**
 * What something costs on a device.
 *
 * @param picojoules the price
 * @param low the least that its source gives
 * @param high the most that its source gives
 * @param source where it comes from
 */
public record Price(double picojoules, double low, double high, String source) {
  /**
   * @throws IllegalArgumentException if the price is negative or not finite, or lies outside its
   *     range
   */
  public Price {
    if (!(low >= 0 && low <= picojoules && picojoules <= high) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "a price is %s pJ (%s to %s), expected finite numbers >= 0 in order"
              .formatted(picojoules, low, high));
    }
  }

  /** A price without a range. */
  public static Price of(double picojoules, String source) {
    return new Price(picojoules, picojoules, picojoules, source);
  }

  /** Whether its source gives a range. */
  public boolean hasRange() {
    return low < high;
  }
}
