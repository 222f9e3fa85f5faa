package io.github.ann2snn.bench;

import java.util.List;

/**
 * How long the repetitions of a task took.
 *
 * @param seconds one or more, in the order they were measured
 */
record Timings(List<Double> seconds) {
  Timings {
    seconds = List.copyOf(seconds);
  }

  /** The middle one in size; of an even number, the mean of the middle two. */
  double median() {
    List<Double> sorted = seconds.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
