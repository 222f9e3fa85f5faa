package io.github.ann2snn.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.graph.AnnGraph;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A MultiLayerNetwork in memory, as {@link Layout} has it. */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /** Its stages. */
  public static List<NetworkStage> stages(MultiLayerNetwork network) {
    return stages(network.getLayerWiseConfigurations());
  }

  /**
   * Its graph, with its numbers as they are now.
   *
   * @throws IllegalArgumentException if it has what no graph can have; the message names the layer
   */
  public static AnnGraph graph(MultiLayerNetwork network) {
    return graph(layout(network.getLayerWiseConfigurations()), network);
  }

  /**
   * Likewise, of a network whose layers are known.
   *
   * @param layout of its configuration
   */
  public static AnnGraph graph(Layout layout, MultiLayerNetwork network) {
    return layout.graph(network.params().dup('c').data().asFloat());
  }

  /**
   * The stages that a configuration describes, in order.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if one is not supported, or
   *     they do not fit together
   */
  public static List<NetworkStage> stages(MultiLayerConfiguration configuration) {
    return layout(configuration).stages();
  }

  /**
   * What a configuration says.
   *
   * @throws IllegalArgumentException likewise
   */
  public static Layout layout(MultiLayerConfiguration configuration) {
    try {
      return Layout.of(new JsonMapper().readTree(configuration.toJson()), Optional.empty());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DL4J wrote JSON that cannot be read", e);
    }
  }
}
