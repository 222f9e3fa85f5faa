package io.github.ann2snn.train.inference;

import io.github.ann2snn.train.architecture.Shape;

/** Takes the activations of all layers for a batch of samples. */
@FunctionalInterface
public interface ActivationConsumer {
  /**
   * Takes a batch. The arrays are valid during the call only, and may be longer than said here.
   *
   * @param rows number of samples, at least 1; batches come in the order of the samples
   * @param inputs {@code rows x width}, row-major
   * @param activations per DL4J layer {@code rows x outputs}, row-major, feature maps in the order
   *     of {@link Shape.Maps}: after the activation function for hidden layers, before it (logits)
   *     for the last. DL4J may overwrite what goes into an activation layer with what comes out
   */
  void accept(int rows, float[] inputs, float[][] activations);
}
