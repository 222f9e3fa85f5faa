package io.github.ann2snn.train;

import java.util.Objects;
import java.util.Optional;
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

  /** A table of layers, shapes and parameter counts. */
  public String summary() {
    return network.summary();
  }

  /** Number of weights and biases. */
  public long parameters() {
    return network.numParams();
  }
}
