package io.github.ann2snn.train.model;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
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

  /** The layers that have weights or change the shape. */
  public Architecture architecture() {
    return NetworkStage.architecture(stages());
  }

  /** The same, with what DL4J has for each. */
  public List<NetworkStage> stages() {
    return ConfigurationReader.stages(network);
  }

  /** A table of layers, shapes and parameter counts, and the trained scales. */
  public String summary() {
    StringBuilder text = new StringBuilder(network.summary());
    for (Layer layer : network.getLayers()) {
      if (layer instanceof QcfsActivation qcfs) {
        String name = layer.conf().getLayer().getLayerName();
        int levels = qcfs.function().levels();
        text.append(Text.of("%s: %d levels, lambda %s%n", name, levels, qcfs.lambda()));
      }
    }
    return text.toString();
  }

  /** Number of weights and biases. */
  public long parameters() {
    return network.numParams();
  }
}
