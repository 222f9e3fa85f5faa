package io.github.ann2snn.train.model;

import java.util.Objects;

/**
 * What was trained on what, and how far.
 *
 * @param dataset name of the data set
 * @param trainSha256 SHA-256 of its training split
 * @param config settings; {@code epochs} is how many were asked for
 * @param epochsCompleted at least 0
 */
public record TrainingState(
    String dataset, String trainSha256, TrainingConfig config, int epochsCompleted)
    implements ModelOrigin {
  /** Checks the count. */
  public TrainingState {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(trainSha256, "trainSha256");
    Objects.requireNonNull(config, "config");
    if (epochsCompleted < 0) {
      throw new IllegalArgumentException(
          "epochs completed must be at least 0; got " + epochsCompleted);
    }
  }
}
