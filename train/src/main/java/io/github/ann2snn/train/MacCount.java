package io.github.ann2snn.train;

import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Multiply-accumulate operations of a network per sample, layer by layer.
 *
 * @param layers the layers that have weights
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
    if (samples.size() == 0) {
      throw new IllegalArgumentException("counting MACs needs at least one sample");
    }
    long[] nonzero = new long[network.getnLayers()];
    new Classifier(network)
        .forEachActivations(
            samples,
            (rows, inputs, activations) -> {
              for (int i = 0; i < nonzero.length; i++) {
                float[] values = i == 0 ? inputs : activations[i - 1];
                nonzero[i] += countNonzero(values, rows * network.layerInputSize(i));
              }
            });
    List<LayerMacs> layers = new ArrayList<>();
    for (int i = 0; i < nonzero.length; i++) {
      if (network.getLayer(i).numParams() > 0
          && network.getLayer(i).conf().getLayer() instanceof FeedForwardLayer layer) {
        double mean = (double) nonzero[i] / samples.size();
        layers.add(
            new LayerMacs(
                layer.getLayerName(),
                Math.toIntExact(layer.getNIn()),
                Math.toIntExact(layer.getNOut()),
                mean));
      }
    }
    return new MacCount(layers);
  }

  private static long countNonzero(float[] values, int length) {
    long count = 0;
    for (int i = 0; i < length; i++) {
      if (values[i] != 0) {
        count++;
      }
    }
    return count;
  }

  /** Σ fan-in × neurons. */
  public long dense() {
    return layers.stream().mapToLong(LayerMacs::dense).sum();
  }

  /** Σ mean nonzero inputs × neurons. */
  public double effective() {
    return layers.stream().mapToDouble(LayerMacs::effective).sum();
  }
}
