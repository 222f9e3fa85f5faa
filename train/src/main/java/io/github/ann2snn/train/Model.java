package io.github.ann2snn.train;

import io.github.ann2snn.train.qcfs.QcfsActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network and what is known of its training.
 *
 * @param network with its weights and, where they were kept, the updater's state and counters
 * @param provenance empty for a model that ann2snn did not train
 */
public record Model(MultiLayerNetwork network, Optional<ModelProvenance> provenance) {
  /** Refuses null. */
  public Model {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(provenance, "provenance");
  }

  /** Sizes of the layers that have weights, inputs first. */
  public Architecture architecture() {
    List<Integer> sizes = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      // Activation and dropout layers have no size of their own.
      if (layer.conf().getLayer() instanceof BaseLayer
          && layer.conf().getLayer() instanceof FeedForwardLayer weighted) {
        if (sizes.isEmpty()) {
          sizes.add(Math.toIntExact(weighted.getNIn()));
        }
        sizes.add(Math.toIntExact(weighted.getNOut()));
      }
    }
    return new Architecture(sizes);
  }

  /** A table of layers, shapes and parameter counts, and the trained scales. */
  public String summary() {
    StringBuilder text = new StringBuilder(network.summary());
    for (Layer layer : network.getLayers()) {
      if (layer instanceof QcfsActivation qcfs) {
        String name = layer.conf().getLayer().getLayerName();
        int levels = qcfs.function().levels();
        text.append("%s: %d levels, lambda %s%n".formatted(name, levels, qcfs.lambda()));
      }
    }
    return text.toString();
  }

  /** Number of weights and biases. */
  public long parameters() {
    return network.numParams();
  }
}
