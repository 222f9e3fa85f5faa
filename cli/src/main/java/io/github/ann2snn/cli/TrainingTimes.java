package io.github.ann2snn.cli;

import java.util.List;

/**
 * How long epochs took, and what came of them. The first of each list is the warm-up.
 *
 * @param naiveSeconds per epoch of DL4J's plain loop with its default settings
 * @param seconds per epoch of this program's training
 * @param naiveAccuracy fraction in [0, 1] of the test samples, after all epochs
 * @param accuracy the same of this program's training
 */
record TrainingTimes(
    List<Double> naiveSeconds, List<Double> seconds, double naiveAccuracy, double accuracy) {
  TrainingTimes {
    naiveSeconds = List.copyOf(naiveSeconds);
    seconds = List.copyOf(seconds);
  }

  /** Median of the naive epochs after the first. */
  double naiveMedian() {
    return median(naiveSeconds);
  }

  /** Median of this program's epochs after the first. */
  double median() {
    return median(seconds);
  }

  /** How many times faster this program is. */
  double ratio() {
    return naiveMedian() / median();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.subList(1, values.size()).stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
