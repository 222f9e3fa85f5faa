package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A layer or a vertex of a configuration.
 *
 * @param index its place among the layers, or in Deeplearning4j's order of vertices
 * @param name its own, or {@code layer_3}
 * @param isLayer whether it is a layer
 * @param said what it says
 * @param preprocessor what stands before it; its node is none where nothing does
 * @param inputs the names of those whose values it takes
 */
record Unit(
    int index,
    String name,
    boolean isLayer,
    LayerSettings said,
    LayerSettings preprocessor,
    List<String> inputs) {
  static Unit layer(
      int index, String name, String place, JsonNode layer, JsonNode before, List<String> inputs) {
    return new Unit(
        index,
        name,
        true,
        new LayerSettings(place, layer),
        new LayerSettings(place, before),
        inputs);
  }

  boolean hasPreprocessor() {
    return preprocessor.node().isObject();
  }

  /** A layer that was kept from learning is still that layer. */
  static JsonNode thawed(JsonNode said) {
    JsonNode node = said;
    while (true) {
      String className = node.path("@class").asText();
      if (className.equals("org.deeplearning4j.nn.conf.layers.misc.FrozenLayer")) {
        node = node.path("layer");
      } else if (className.equals("org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop")
          || className.equals("org.deeplearning4j.nn.conf.graph.FrozenVertex")) {
        node = node.path("underlying");
      } else {
        return node;
      }
    }
  }
}
