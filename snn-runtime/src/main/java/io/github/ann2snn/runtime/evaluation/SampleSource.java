package io.github.ann2snn.runtime.evaluation;

/** Labelled samples, readable by several threads at once. */
public interface SampleSource {
  /** Number of samples. */
  int size();

  /** Copies the inputs of a sample, each in [0, 1], to the beginning of {@code target}. */
  void read(int sample, float[] target);

  /** Class index of a sample. */
  int label(int sample);
}
