package io.github.ann2snn.train.inference;

/**
 * Multiply-accumulate operations of a layer per sample.
 *
 * @param layer its name
 * @param fanIn inputs per neuron; of a convolution, the positions of its kernel in all channels
 * @param neurons outputs; of a convolution, those of all channels
 * @param effective mean number of operations per sample whose input is not zero: a fair network
 *     skips the others. Of a convolution, positions on its padding are zero
 */
public record LayerMacs(String layer, int fanIn, int neurons, double effective) {
  /** Every input counted, and a convolution's padding too: fan-in × neurons. */
  public long dense() {
    return (long) fanIn * neurons;
  }
}
