package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.evaluation.SampleSource;

/** The first samples of a source. */
record FirstSamples(SampleSource all, int size) implements SampleSource {
  @Override
  public void read(int sample, float[] target) {
    all.read(sample, target);
  }

  @Override
  public int label(int sample) {
    return all.label(sample);
  }
}
