package io.github.ann2snn.runtime.eventdriven;

import java.util.ArrayList;
import java.util.List;

/**
 * The constant currents of the samples that a population runs one after another. Room is kept for
 * the samples that follow those.
 */
final class InjectedCurrents {
  private final float[] start;
  private final List<float[]> currents = new ArrayList<>();
  private int samples;
  private int last;

  /**
   * @param start what a current is before anything is injected; not to be changed
   */
  InjectedCurrents(float[] start) {
    this.start = start;
  }

  /**
   * Begins with a projection, which adds to what those before it have injected; the first one, or
   * one that is not behind the last, begins with other samples.
   */
  void begin(int projection, int ofSamples) {
    if (samples == 0 || projection <= last) {
      samples = ofSamples;
      while (currents.size() < samples) {
        currents.add(new float[start.length]);
      }
      for (float[] current : currents.subList(0, samples)) {
        System.arraycopy(start, 0, current, 0, start.length);
      }
    }
    last = projection;
  }

  /** Whether there are none. */
  boolean areNone() {
    return samples == 0;
  }

  /** The current of a sample, to add to. */
  float[] of(int sample) {
    return samples == 0 ? start : currents.get(sample);
  }
}
