package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A small made-up results file with every part that there can be, and variants of it. */
final class ReportFixture {
  /** Names that would be markup, end a script, or turn the direction of the text after them. */
  static final List<String> HOSTILE =
      List.of(
          "</script><script>window.broken = 1</script>",
          "<img src=x onerror=\"window.broken = 2\">",
          "\"quotes\" & 'apostrophes' `${window.broken = 3}` {{data}} \\u0022",
          "\u202Egnorw \u2067eht yaw\u05D0 round",
          "<!-- <script> -->",
          "  ,;\r\n=1+1");

  private static final JsonMapper MAPPER = new JsonMapper();

  private ReportFixture() {}

  static ObjectNode complete() throws IOException {
    try (InputStream in = ReportFixture.class.getResourceAsStream("report/fixture.json")) {
      return (ObjectNode) MAPPER.readTree(in);
    }
  }

  /**
   * A network that learned by itself: no ANN, and three neurons, one of which stands for nothing.
   */
  static ObjectNode learned() throws IOException {
    ObjectNode results = complete();
    results.remove(List.of("ann", "comparison", "samples"));
    int pixels = 1;
    for (JsonNode side : results.at("/dataset/imageShape")) {
      pixels *= side.asInt();
    }
    ObjectNode learning = results.putObject("learning");
    learning.put("rule", HOSTILE.get(0)).put("trainingSamples", 300).put("presented", 600);
    learning.put("silentSamples", 2).put("neuronsWithoutClass", 1);
    learning.putArray("windows").addObject().put("samples", 300).put("accuracy", 0.7);
    learning.putArray("thresholdsMv").add(-50).add(-40).add(-30);
    ArrayNode fields = learning.putArray("fields");
    for (int n = 0; n < 3; n++) {
      ObjectNode field = fields.addObject().put("largest", 0.5f);
      field.put("weights", Base64.getEncoder().encodeToString(new byte[pixels]));
      if (n > 0) {
        field.put("label", n);
      }
    }
    return results;
  }

  /** Hostile strings wherever a user's data can give a name. */
  static ObjectNode hostile() throws IOException {
    ObjectNode results = complete();
    ObjectNode dataset = (ObjectNode) results.get("dataset");
    dataset.put("name", HOSTILE.get(0)).putArray("notices").add(HOSTILE.get(1));
    ArrayNode classes = (ArrayNode) dataset.get("classes");
    for (int i = 0; i < classes.size(); i++) {
      classes.set(i, MAPPER.getNodeFactory().textNode(HOSTILE.get(i % HOSTILE.size())));
    }
    results.put("verdict", HOSTILE.get(0) + HOSTILE.get(3));
    ((ObjectNode) results.get("ann")).put("architecture", HOSTILE.get(1));
    rename(results.at("/snn/layers"), "name");
    for (int i = 1; i < 3; i++) {
      ((ObjectNode) results.at("/snn/layers/%d/sources/0".formatted(i)))
          .put("layer", HOSTILE.get(i - 1));
    }
    rename(results.at("/comparison/activations"), "layer");
    results.get("samples").forEach(sample -> rename(sample.get("rasters"), "layer"));
    rename(results.get("energy"), "title");
    ((ObjectNode) results.at("/energy/1")).put("profile", HOSTILE.get(0));
    ((ObjectNode) results.at("/energy/2")).put("profile", HOSTILE.get(3));
    results.withObject("/definitions").put(HOSTILE.get(1), HOSTILE.get(2));
    results.withObject("/provenance").put(HOSTILE.get(0), HOSTILE.get(1));
    return results;
  }

  /**
   * Colour images and a residual network: blocks of two layers, the second of which a shortcut
   * reaches too, before one that only integrates.
   */
  static ObjectNode residual(int blocks) throws IOException {
    ObjectNode results = complete();
    ObjectNode dataset = (ObjectNode) results.get("dataset");
    dataset.putArray("imageShape").add(3).add(1).add(2);
    ArrayNode classes = dataset.putArray("classes").add("airplane").add("automobile");
    List.of("bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck").forEach(classes::add);
    byte[] image = {(byte) 200, 10, 30, 40, 50, 60}; // red, then green, then blue
    for (JsonNode sample : results.get("samples")) {
      ((ObjectNode) sample).put("image", Base64.getEncoder().encodeToString(image));
    }
    ArrayNode layers = (ArrayNode) results.at("/snn/layers");
    ObjectNode output = (ObjectNode) layers.remove(2);
    ObjectNode first = (ObjectNode) layers.get(0);
    layers.remove(1);
    String before = "dense_0";
    for (int block = 0; block < blocks; block++) {
      String inner = "/net/layer" + block + "/Relu";
      layers.add(layer(first, inner, before));
      layers.add(layer(first, inner + "_1", inner));
      ((ArrayNode) layers.get(layers.size() - 1).get("sources"))
          .addObject()
          .put("layer", before)
          .put("connection", "one-to-one, stride 2");
      before = inner + "_1";
    }
    layers.add(layer(output, "output", before));
    ArrayNode rasters = (ArrayNode) results.at("/samples/0/rasters");
    ArrayNode activations = (ArrayNode) results.at("/comparison/activations");
    for (int i = 2; i < layers.size() - 1; i++) {
      String name = layers.get(i).get("name").asText();
      rasters.add(((ObjectNode) rasters.get(0).deepCopy()).put("layer", name));
      activations.add(((ObjectNode) activations.get(0).deepCopy()).put("layer", name));
    }
    return results;
  }

  private static ObjectNode layer(ObjectNode like, String name, String source) {
    ObjectNode layer = like.deepCopy();
    layer.put("name", name);
    ObjectNode from = layer.putArray("sources").addObject();
    from.put("layer", source).put("connection", "convolution 3x3");
    return layer;
  }

  private static void rename(JsonNode entries, String field) {
    int i = 0;
    for (JsonNode entry : entries) {
      ((ObjectNode) entry).put(field, HOSTILE.get(i++ % HOSTILE.size()));
    }
  }

  /** What {@code evaluate} writes: no ANN. */
  static ObjectNode withoutAnn() throws IOException {
    ObjectNode results = complete();
    results.remove(List.of("ann", "comparison", "verdict"));
    for (JsonNode energy : results.get("energy")) {
      ((ObjectNode) energy)
          .remove(List.of("annDenseNanojoules", "annEffectiveNanojoules", "references"));
    }
    results.get("samples").forEach(sample -> ((ObjectNode) sample).remove("ann"));
    ((ObjectNode) results.get("dataset")).remove("imageShape");
    ((ObjectNode) results.get("snn")).remove("earlyExit");
    return results;
  }

  /** What this program wrote before the report existed. */
  static ObjectNode old() throws IOException {
    ObjectNode results = complete();
    results.remove(List.of("samples", "verdict", "definitions"));
    ((ObjectNode) results.get("dataset")).remove(List.of("classes", "imageShape"));
    ((ObjectNode) results.get("ann")).remove("confusion");
    ((ObjectNode) results.get("comparison")).remove(List.of("flipped", "activations"));
    ObjectNode snn = (ObjectNode) results.get("snn");
    snn.remove(
        List.of(
            "accuracyIntervalByTimestep",
            "confusion",
            "operations",
            "operationsByTimestep",
            "totals",
            "earlyExit"));
    for (JsonNode layer : snn.get("layers")) {
      ((ObjectNode) layer)
          .remove(
              List.of(
                  "shape", "sources", "fires", "spikesByTimestep", "synapticOperationsByTimestep"));
    }
    for (JsonNode energy : results.get("energy")) {
      ((ObjectNode) energy)
          .retain(
              "profile",
              "annDenseNanojoules",
              "annEffectiveNanojoules",
              "snnNanojoules",
              "snnItems");
    }
    return results;
  }

  static Path write(ObjectNode results, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, results.toString());
  }
}
