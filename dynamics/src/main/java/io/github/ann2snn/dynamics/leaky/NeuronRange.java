package io.github.ann2snn.dynamics.leaky;

/**
 * Neurons {@code first} to {@code first + count - 1} of a network.
 *
 * @param first from 0
 * @param count at least 1
 */
public record NeuronRange(int first, int count) {
  /**
   * @throws IllegalArgumentException if the range starts below 0, is empty or too long
   */
  public NeuronRange {
    if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "neurons from %d, %d of them: expected a first neuron >= 0 and at least one"
              .formatted(first, count));
    }
  }

  /** The first {@code count} neurons. */
  public static NeuronRange first(int count) {
    return new NeuronRange(0, count);
  }
}
