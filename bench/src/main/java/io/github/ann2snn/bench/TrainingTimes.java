package io.github.ann2snn.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ann2snn.bench.Schedule.Timings;
import java.util.List;

/**
 * How long epochs took, and what came of them. The first of each list is the warm-up.
 *
 * @param naiveSeconds per epoch of DL4J's plain loop with its default settings
 * @param seconds per epoch of this program's training
 * @param naiveAccuracy fraction in [0, 1] of the test samples, after all epochs
 * @param accuracy the same of this program's training
 */
public record TrainingTimes(
    List<Double> naiveSeconds, List<Double> seconds, double naiveAccuracy, double accuracy) {
  /** Copies the lists. */
  public TrainingTimes {
    naiveSeconds = List.copyOf(naiveSeconds);
    seconds = List.copyOf(seconds);
  }

  /** Median of the naive epochs after the first. */
  @JsonProperty
  public double naiveMedian() {
    return median(naiveSeconds);
  }

  /** Median of this program's epochs after the first. */
  @JsonProperty
  public double median() {
    return median(seconds);
  }

  /** How many times faster this program is. */
  @JsonProperty
  public double ratio() {
    return naiveMedian() / median();
  }

  private static double median(List<Double> values) {
    return new Timings(values.subList(1, values.size())).median();
  }
}
