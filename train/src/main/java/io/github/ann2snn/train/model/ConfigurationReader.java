package io.github.ann2snn.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.dl4j.Layout;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The stages of a MultiLayerNetwork, as {@link Layout} has them. */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /** Those of a network. */
  public static List<NetworkStage> stages(MultiLayerNetwork network) {
    return stages(network.getLayerWiseConfigurations());
  }

  /**
   * Those that a configuration describes, in order.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if one is not supported, or
   *     they do not fit together
   */
  public static List<NetworkStage> stages(MultiLayerConfiguration configuration) {
    try {
      return Layout.of(new JsonMapper().readTree(configuration.toJson()), Optional.empty())
          .stages();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DL4J wrote JSON that cannot be read", e);
    }
  }
}
