package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.network.RandomNetworks;

/** Samples of 12 values and 3 classes, drawn with their number as seed. */
record RandomSamples(int size) implements SampleSource {
  @Override
  public void read(int sample, float[] target) {
    System.arraycopy(RandomNetworks.input(sample, 12), 0, target, 0, 12);
  }

  @Override
  public int label(int sample) {
    return sample % 3;
  }
}
