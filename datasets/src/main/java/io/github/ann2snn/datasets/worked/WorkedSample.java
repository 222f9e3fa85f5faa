package io.github.ann2snn.datasets.worked;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import java.util.List;

/**
 * The data set of docs/backpropagation.md: x = (2, 3), and 1 for the only class. It is learned and
 * tested, so that accuracies say nothing.
 */
public final class WorkedSample {
  /** How users name it. */
  public static final String NAME = "worked";

  private WorkedSample() {}

  /** The data set. */
  public static Dataset load() {
    Split sample = Split.ofFloats(new float[] {2, 3}, new byte[] {0}, 2);
    return Dataset.of(NAME, List.of(2), List.of("1"), sample, sample);
  }
}
