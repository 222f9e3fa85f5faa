package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code configuration.json} lists.
 *
 * @param isGraph whether it is a ComputationGraph's, and no MultiLayerNetwork's
 * @param input the name of the samples
 * @param units layers and vertices, each behind those whose values it takes, in the order of their
 *     numbers in the file
 * @param output the name of the unit that gives the outputs
 */
record Configuration(boolean isGraph, String input, List<Unit> units, String output) {
  private static final int MAX_UNITS = 10_000;

  /**
   * Reads the list.
   *
   * @throws IllegalArgumentException if there is none, or it is not supported
   */
  static Configuration of(JsonNode root) {
    Refusal.when(!root.isObject(), "is not a JSON object");
    String type = root.path("dataType").asText("FLOAT");
    Refusal.when(
        !type.equals("FLOAT"), "has data type %s; only FLOAT is supported", Text.printable(type));
    return root.has("vertices") || root.has("networkInputs") ? graph(root) : chain(root);
  }

  private static Configuration chain(JsonNode root) {
    JsonNode confs = root.path("confs");
    Refusal.when(
        !confs.isArray() || confs.isEmpty(),
        "has no list \"confs\" of layers, as a MultiLayerNetwork's configuration does");
    requireFew(confs.size());
    checkPlaces(root.path("inputPreProcessors"), confs.size());
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < confs.size(); i++) {
      JsonNode layer = Unit.thawed(confs.get(i).path("layer"));
      JsonNode before = root.path("inputPreProcessors").path(String.valueOf(i));
      // Two layers may have the same name, so that they are told by their number.
      String input = i == 0 ? "input" : String.valueOf(i - 1);
      units.add(
          Unit.layer(
              i,
              layer.path("layerName").asText("layer_" + i),
              "layer " + i,
              layer,
              before,
              List.of(input)));
    }
    return new Configuration(false, "input", units, String.valueOf(confs.size() - 1));
  }

  private static void requireFew(int units) {
    Refusal.when(
        units > MAX_UNITS, "has %d layers or vertices, more than the %d it may", units, MAX_UNITS);
  }

  /** A preprocessor must stand before a layer. */
  private static void checkPlaces(JsonNode preprocessors, int layers) {
    for (Map.Entry<String, JsonNode> field : preprocessors.properties()) {
      Refusal.when(
          !field.getKey().matches("[0-9]{1,5}")
              || !String.valueOf(Integer.parseInt(field.getKey())).equals(field.getKey())
              || Integer.parseInt(field.getKey()) >= layers,
          "has a preprocessor for layer \"%s\"; layers are 0 to %d",
          Text.printable(field.getKey()),
          layers - 1);
    }
  }

  private static Configuration graph(JsonNode root) {
    JsonNode vertices = root.path("vertices");
    requireFew(vertices.size());
    String input = only(root, "networkInputs", "input");
    String output = only(root, "networkOutputs", "output");
    Map<String, List<String>> inputs = new HashMap<>();
    for (Map.Entry<String, JsonNode> vertex : vertices.properties()) {
      List<String> names = new ArrayList<>();
      for (JsonNode name : root.path("vertexInputs").path(vertex.getKey())) {
        names.add(name.asText());
      }
      Refusal.when(names.isEmpty(), "vertex %s takes nothing", Text.printable(vertex.getKey()));
      inputs.put(vertex.getKey(), names);
    }
    List<Unit> units = new ArrayList<>();
    for (String name : VertexOrder.of(root, input, inputs)) {
      units.add(vertex(units.size(), name, Unit.thawed(vertices.path(name)), inputs.get(name)));
    }
    Refusal.when(
        !inputs.containsKey(output),
        "has the output \"%s\", which is no vertex",
        Text.printable(output));
    return new Configuration(true, input, units, output);
  }

  private static Unit vertex(int index, String name, JsonNode said, List<String> inputs) {
    String place = "vertex " + Text.printable(name);
    String className = said.path("@class").asText();
    if (className.equals(Vertices.PACKAGE + "LayerVertex")) {
      JsonNode layer = Unit.thawed(said.path("layerConf").path("layer"));
      return Unit.layer(index, name, place, layer, said.path("preProcessor"), inputs);
    }
    JsonNode before =
        className.equals(Vertices.PACKAGE + "PreprocessorVertex")
            ? said.path("preProcessor")
            : said.path("");
    return new Unit(
        index,
        name,
        false,
        new LayerSettings(place, said),
        new LayerSettings(place, before),
        inputs);
  }

  private static String only(JsonNode root, String key, String what) {
    JsonNode names = root.path(key);
    Refusal.when(names.size() != 1, "has %d %ss, expected one", names.size(), what);
    return names.get(0).asText();
  }
}
