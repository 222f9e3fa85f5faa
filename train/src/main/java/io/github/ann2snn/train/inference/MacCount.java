package io.github.ann2snn.train.inference;

import io.github.ann2snn.datasets.Split;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Multiply-accumulate operations of a network per sample, layer by layer.
 *
 * @param layers the dense and convolutional layers. Batch normalisation has none at inference,
 *     where it is part of the layer before; pooling only adds
 */
public record MacCount(List<LayerMacs> layers) {
  /** Copies the list. */
  public MacCount {
    layers = List.copyOf(layers);
  }

  /**
   * Counts over samples.
   *
   * @throws IllegalArgumentException if there is no sample, or its width is not the network's
   *     number of inputs
   */
  public static MacCount measure(MultiLayerNetwork network, Split samples) {
    MacCounter counter = new MacCounter(network);
    new Classifier(network).forEachActivations(samples, counter);
    return counter.count();
  }

  /** Σ fan-in × neurons. */
  public long dense() {
    return layers.stream().mapToLong(LayerMacs::dense).sum();
  }

  /** Σ operations whose input is not zero, mean over samples. */
  public double effective() {
    return layers.stream().mapToDouble(LayerMacs::effective).sum();
  }
}
