package io.github.ann2snn.convert.tuning;

import java.util.List;
import java.util.Objects;

/**
 * A point of a trial.
 *
 * @param trial number of the trial
 * @param point one of its points
 */
public record Candidate(int trial, OperatingPoint point) {
  public Candidate {
    Objects.requireNonNull(point, "point");
  }

  /** The point of others that is run like this one. */
  public OperatingPoint among(List<OperatingPoint> others) {
    return others.stream().filter(point::runsLike).findFirst().orElseThrow();
  }
}
