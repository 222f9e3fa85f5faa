package io.github.ann2snn.dynamics.leaky;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** All pairs of a source and a target, ordered by source, then by target. */
record Grid(NeuronRange sources, NeuronRange targets, boolean self) {
  /**
   * The pairs that {@code chosen} accepts; it is asked once for each, in order.
   *
   * @throws IllegalArgumentException if there are more pairs than an array holds
   */
  SynapsePairs pairs(BooleanSupplier chosen) {
    long most = (long) sources.count() * targets.count();
    if (most > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d sources and %d targets have %d pairs, expected at most %d; use several groups"
              .formatted(sources.count(), targets.count(), most, Integer.MAX_VALUE - 8));
    }
    int[] from = new int[(int) most];
    int[] to = new int[(int) most];
    int count = 0;
    for (int i = sources.first(); i < sources.first() + sources.count(); i++) {
      for (int j = targets.first(); j < targets.first() + targets.count(); j++) {
        if ((self || i != j) && chosen.getAsBoolean()) {
          from[count] = i;
          to[count++] = j;
        }
      }
    }
    return new SynapsePairs(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
  }
}
