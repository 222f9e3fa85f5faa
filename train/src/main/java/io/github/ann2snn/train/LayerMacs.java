package io.github.ann2snn.train;

/**
 * Multiply-accumulate operations of a layer per sample.
 *
 * @param layer its name
 * @param fanIn inputs per neuron
 * @param neurons outputs
 * @param nonzeroInputs mean number of inputs per sample that are not zero
 */
public record LayerMacs(String layer, int fanIn, int neurons, double nonzeroInputs) {
  /** Every input counted: fan-in × neurons. */
  public long dense() {
    return (long) fanIn * neurons;
  }

  /** Only inputs that are not zero counted: a fair network skips the others. */
  public double effective() {
    return nonzeroInputs * neurons;
  }
}
