package io.github.ann2snn.train;

/** Takes the activations of all layers for a batch of samples. */
@FunctionalInterface
public interface ActivationConsumer {
  /**
   * Takes a batch. The arrays are valid during the call only, and may be longer than said here.
   *
   * @param rows number of samples, at least 1; batches come in the order of the samples
   * @param inputs {@code rows x width}, row-major
   * @param activations per DL4J layer {@code rows x outputs}, row-major: after the activation
   *     function for hidden layers, before it (logits) for the last
   */
  void accept(int rows, float[] inputs, float[][] activations);
}
