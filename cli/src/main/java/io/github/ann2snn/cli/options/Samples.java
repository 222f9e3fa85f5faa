package io.github.ann2snn.cli.options;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.SampleSource;

/** A split, as the runtime reads it. */
public record Samples(Split split) implements SampleSource {
  @Override
  public int size() {
    return split.size();
  }

  @Override
  public void read(int sample, float[] target) {
    split.read(sample, target, 0);
  }

  @Override
  public int label(int sample) {
    return split.label(sample);
  }
}
