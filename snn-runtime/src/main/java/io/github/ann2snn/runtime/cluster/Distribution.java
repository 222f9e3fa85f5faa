package io.github.ann2snn.runtime.cluster;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How work is dealt out.
 *
 * @param partitions how many parts the samples are cut into, at least 1; empty: chosen by size
 * @param checkpoint folder for the tallies of finished parts, which another run takes up
 */
public record Distribution(OptionalInt partitions, Optional<String> checkpoint) {
  /**
   * @throws IllegalArgumentException if {@code partitions} is not positive
   */
  public Distribution {
    if (partitions.isPresent() && partitions.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "partitions is " + partitions.getAsInt() + ", expected at least 1");
    }
  }
}
