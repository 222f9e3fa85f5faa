package io.github.ann2snn.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.model.StageReader.LayerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Reads the stages and shapes from a MultiLayerNetwork's configuration in JSON, whose layers must
 * be {@link AdmittedClasses#SUPPORTED_LAYERS}.
 */
public final class ConfigurationReader {
  private final JsonNode root;
  private final JsonNode confs;
  private final List<NetworkStage> stages = new ArrayList<>();

  /** What goes into the next layer; null until the first that has a size. */
  private Shape shape;

  private long parameters;

  private ConfigurationReader(JsonNode root) {
    this.root = root;
    this.confs = root.path("confs");
  }

  /**
   * The stages, in order.
   *
   * @throws IllegalArgumentException naming the layer and the reason, if one is not supported, or
   *     they do not fit together
   */
  public static List<NetworkStage> stages(JsonNode root) {
    ConfigurationReader reader = new ConfigurationReader(root);
    reader.read();
    return List.copyOf(reader.stages);
  }

  /** Those of a network. */
  public static List<NetworkStage> stages(MultiLayerNetwork network) {
    return stages(network.getLayerWiseConfigurations());
  }

  /** Those that a configuration describes. */
  public static List<NetworkStage> stages(MultiLayerConfiguration configuration) {
    try {
      return stages(new JsonMapper().readTree(configuration.toJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DL4J wrote JSON that cannot be read", e);
    }
  }

  /**
   * The architecture that stages make.
   *
   * @throws IllegalArgumentException if they do not make one
   */
  public static Architecture architecture(List<NetworkStage> stages) {
    return new Architecture(
        stages.get(0).input(),
        stages.stream()
            .map(NetworkStage::stage)
            .filter(stage -> !(stage instanceof Stage.Quantization))
            .toList());
  }

  private void read() {
    checkPlaces();
    for (int i = 0; i < confs.size(); i++) {
      reshape(i);
      LayerSettings layer = new LayerSettings(i, confs.get(i).path("layer"));
      new StageReader(layer, shape).read().ifPresent(this::add);
    }
  }

  private void add(NetworkStage stage) {
    parameters += Math.min(stage.parameters(), Architecture.MAX_PARAMETERS + 1);
    if (parameters > Architecture.MAX_PARAMETERS) {
      throw Refusal.of(
          "has more than %d weights and biases up to layer %d",
          Architecture.MAX_PARAMETERS, stage.index());
    }
    stages.add(stage);
    shape = stage.output();
  }

  /** Makes maps or rows of what goes into a layer, where the configuration says so. */
  private void reshape(int index) {
    JsonNode node = root.path("inputPreProcessors").path(String.valueOf(index));
    if (!node.isObject()) {
      return;
    }
    LayerSettings settings = new LayerSettings(index, node);
    Shape maps = maps(settings);
    boolean toMaps = settings.kind().equals("FeedForwardToCnnPreProcessor");
    if (toMaps && index == 0) {
      shape = maps;
    } else if (!toMaps && maps.equals(shape)) {
      shape = Shape.ofRow(maps.size());
    } else {
      throw settings.refuse(
          "has a %s of %s, but what goes in is %s",
          settings.kind(), maps, shape == null ? "a row of inputs" : shape);
    }
  }

  private static Shape maps(LayerSettings settings) {
    if (settings.node().has("format")) {
      settings.word("format", "NCHW");
    }
    int channels = settings.size("numChannels");
    int height = settings.size("inputHeight");
    int width = settings.size("inputWidth");
    try {
      return Shape.ofMaps(channels, height, width);
    } catch (IllegalArgumentException e) {
      throw settings.refuse("has a %s: %s", settings.kind(), e.getMessage());
    }
  }

  /** A preprocessor must stand before a layer. */
  private void checkPlaces() {
    for (Map.Entry<String, JsonNode> field : root.path("inputPreProcessors").properties()) {
      Refusal.when(
          !field.getKey().matches("[0-9]{1,5}")
              || !String.valueOf(Integer.parseInt(field.getKey())).equals(field.getKey())
              || Integer.parseInt(field.getKey()) >= confs.size(),
          "has a preprocessor for layer \"%s\"; layers are 0 to %d",
          field.getKey(),
          confs.size() - 1);
    }
  }
}
