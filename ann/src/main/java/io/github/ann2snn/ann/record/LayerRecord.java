package io.github.ann2snn.ann.record;

import io.github.ann2snn.files.Refusal;
import java.util.Objects;

/**
 * A layer in an epoch. Norms are Euclidean, over weights and biases, and means over the batches
 * that were looked at.
 *
 * @param name of the layer
 * @param gradientNorm of the gradient of the loss, a mean over the samples of a batch, before
 *     weight decay; null for a layer without parameters, like the next two
 * @param updateNorm of what an update added to them
 * @param weightNorm of the weights that the update began with
 * @param weights after the epoch, without biases; null for a layer without weights
 * @param activations that it hands on, after the epoch; null where it leaves them to a layer behind
 * @param deadShare share in [0, 1] of its neurons, of a convolution its channels, that give zero
 *     for every sample looked at; null where activations are not zero for all negative sums
 */
public record LayerRecord(
    String name,
    Double gradientNorm,
    Double updateNorm,
    Double weightNorm,
    Histogram weights,
    Histogram activations,
    Double deadShare) {
  /** Checks the values. */
  public LayerRecord {
    Objects.requireNonNull(name, "key \"name\"");
    for (Double norm : new Double[] {gradientNorm, updateNorm, weightNorm}) {
      Refusal.when(norm != null && norm < 0, "a norm of layer %s is %s, below 0", name, norm);
    }
    Refusal.when(
        deadShare != null && !(deadShare >= 0 && deadShare <= 1),
        "share of dead neurons of layer %s is %s, expected at least 0 and at most 1",
        name,
        deadShare);
  }
}
