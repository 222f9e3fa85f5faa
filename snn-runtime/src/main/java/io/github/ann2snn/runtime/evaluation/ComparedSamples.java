package io.github.ann2snn.runtime.evaluation;

/**
 * Samples, and the class that another classifier, the ANN, gives each.
 *
 * @param reference as many as there are samples; not to be changed
 */
public record ComparedSamples(SampleSource samples, int[] reference) {
  /**
   * @throws IllegalArgumentException if there are not as many classes as samples
   */
  public ComparedSamples {
    if (samples.size() != reference.length) {
      throw new IllegalArgumentException(
          "%d classes for %d samples".formatted(reference.length, samples.size()));
    }
  }
}
