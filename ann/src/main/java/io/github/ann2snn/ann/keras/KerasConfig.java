package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model's configuration: the JSON that Keras keeps in the attribute {@code model_config} or the
 * entry {@code config.json}, or the part of it that is a model within the model. Keras would make
 * objects of the classes it names; here it is only text.
 *
 * @param layers in the order of the file, in which Keras counts layers of a class
 */
record KerasConfig(Path file, JsonNode model, List<KerasLayer> layers) {
  /** The most bytes it may have. */
  static final int MAX_BYTES = 10_000_000;

  private static final int MAX_LAYERS = 2_000;
  private static final int MAX_NAME = 200;

  /**
   * Reads a configuration.
   *
   * @throws BadFileException if it is not JSON, or no Sequential or functional model
   */
  static KerasConfig parse(Path file, String json) throws BadFileException {
    if (json.length() > MAX_BYTES) {
      throw new BadFileException(
          file, "", Text.of("its model configuration is longer than %d bytes", MAX_BYTES));
    }
    JsonNode model;
    try {
      model = JsonDocument.FOREIGN.readTree(json);
    } catch (JsonProcessingException e) {
      String reason = "is not JSON that can be read: " + Text.printable(e.getOriginalMessage());
      throw new BadFileException(file, "model configuration", reason, e);
    }
    String kind = model.path("class_name").asText("");
    if (!isModel(kind)) {
      throw refuse(
          file,
          "is that of a \"%s\"; supported are Sequential and functional models. Build the same layers as a Sequential model, copy the weights with set_weights, and save that",
          Text.printable(kind));
    }
    return new KerasConfig(file, model, layers(file, model, List.of()));
  }

  /** That of a model within the model. */
  static KerasConfig of(KerasLayer model) throws BadFileException {
    List<KerasLayer> parents = new ArrayList<>(model.parents());
    parents.add(model);
    return new KerasConfig(model.file(), model.node(), layers(model.file(), model.node(), parents));
  }

  boolean isSequential() {
    return model.path("class_name").asText("").equals("Sequential");
  }

  static boolean isModel(String kind) {
    return kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model");
  }

  private static List<KerasLayer> layers(Path file, JsonNode model, List<KerasLayer> parents)
      throws BadFileException {
    JsonNode config = model.path("config");
    JsonNode nodes = config.isArray() ? config : config.path("layers");
    if (!nodes.isArray() || nodes.isEmpty() || nodes.size() > MAX_LAYERS) {
      throw refuse(file, "must have a list \"layers\" of 1 to %d layers", MAX_LAYERS);
    }
    nodes.forEach(KerasOne::modernize);
    Map<String, Integer> twins = new HashMap<>();
    for (JsonNode node : nodes) {
      twins.merge(KerasLayer.snake(node.path("class_name").asText("")), 1, Integer::sum);
    }
    Map<String, Integer> seen = new HashMap<>();
    Set<String> names = new HashSet<>();
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode node : nodes) {
      String kind = KerasLayer.snake(node.path("class_name").asText(""));
      int ordinal = seen.merge(kind, 1, Integer::sum) - 1;
      KerasLayer layer =
          new KerasLayer(file, node, ordinal, twins.get(kind), parents, MissingNode.getInstance());
      checkName(layer, names);
      layers.add(layer);
    }
    return layers;
  }

  private static void checkName(KerasLayer layer, Set<String> names) throws BadFileException {
    String name = layer.name();
    layer.refuseIf(
        name.isEmpty() || name.length() > MAX_NAME || !name.matches("[ -~]+"),
        "has a name that is empty, too long or not ASCII; rename it in Keras");
    layer.refuseIf(!names.add(name), "has the name of another layer; the file is damaged");
  }

  @FormatMethod
  static BadFileException refuse(Path file, String format, Object... args) {
    return new BadFileException(file, "model configuration", Text.of(format, args));
  }

  /**
   * The shape of a sample, without the number of samples.
   *
   * @throws BadFileException if none is said, or one of its sizes is left open
   */
  List<Integer> inputShape() throws BadFileException {
    KerasLayer first =
        layers.stream()
            .filter(l -> l.kind().equals("InputLayer"))
            .findFirst()
            .orElse(layers.get(0));
    List<JsonNode> candidates =
        List.of(
            first.config().path("batch_shape"),
            first.config().path("batch_input_shape"),
            model.path("config").path("build_input_shape"),
            model.path("build_config").path("input_shape"),
            first.node().path("build_config").path("input_shape"));
    for (JsonNode shape : candidates) {
      if (shape.isArray() && shape.size() > 0) {
        return sizes(first, shape);
      }
    }
    if (isModel(first.kind())) {
      return of(first).inputShape();
    }
    throw refuse(
        file,
        "does not say the shape of the samples. Add keras.Input(shape=(28, 28, 1)) as the first layer, or call model.build((None, 28, 28, 1)), and save the model again");
  }

  private static List<Integer> sizes(KerasLayer first, JsonNode batch) throws BadFileException {
    // A model with several inputs has a list of shapes.
    JsonNode shape = batch.size() == 1 && batch.get(0).isArray() ? batch.get(0) : batch;
    List<Integer> sizes = new ArrayList<>();
    for (int i = 1; i < shape.size(); i++) {
      JsonNode size = shape.get(i);
      first.refuseIf(
          !size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 1,
          "takes samples of shape %s; every size but the first must be a number. Give the input a fixed shape, and save the model again",
          KerasLayer.shown(shape));
      sizes.add(size.intValue());
    }
    return sizes;
  }

  /** All layers, those of models within the model in their place. */
  Stream<KerasLayer> allLayers() throws BadFileException {
    List<KerasLayer> all = new ArrayList<>();
    for (KerasLayer layer : layers) {
      if (isModel(layer.kind())) {
        of(layer).allLayers().forEach(all::add);
      } else {
        all.add(layer);
      }
    }
    return all.stream();
  }

  /** Layers as Keras 1 describes them, in the words of Keras 2. */
  static final class KerasOne {
    private static final Map<String, String> KINDS =
        Map.of(
            "Convolution1D", "Conv1D",
            "Convolution2D", "Conv2D",
            "AtrousConvolution1D", "Conv1D",
            "AtrousConvolution2D", "Conv2D",
            "SeparableConvolution2D", "SeparableConv2D");

    /** What a layer Merge does. */
    private static final Map<String, String> MERGING =
        Map.of("sum", "Add", "concat", "Concatenate", "ave", "Average");

    private static final Map<String, String> SETTINGS =
        Map.ofEntries(
            Map.entry("output_dim", "units"),
            Map.entry("nb_filter", "filters"),
            Map.entry("filter_length", "kernel_size"),
            Map.entry("subsample", "strides"),
            Map.entry("subsample_length", "strides"),
            Map.entry("stride", "strides"),
            Map.entry("pool_length", "pool_size"),
            Map.entry("border_mode", "padding"),
            Map.entry("atrous_rate", "dilation_rate"),
            Map.entry("concat_axis", "axis"),
            Map.entry("bias", "use_bias"));

    private static final Map<String, String> FORMATS =
        Map.of("tf", "channels_last", "th", "channels_first");

    private KerasOne() {}

    /** Changes the words that Keras 2 has others for; what is new already stays. */
    static void modernize(JsonNode node) {
      if (!(node instanceof ObjectNode layer && node.path("config") instanceof ObjectNode config)) {
        return;
      }
      String kind = layer.path("class_name").asText("");
      String mode = config.path("mode").asText("");
      if (KINDS.containsKey(kind)) {
        layer.put("class_name", KINDS.get(kind));
      } else if (kind.equals("Merge") && MERGING.containsKey(mode)) {
        layer.put("class_name", MERGING.get(mode));
      }
      SETTINGS.forEach(
          (old, now) -> {
            if (config.has(old) && !config.has(now)) {
              config.set(now, config.get(old));
            }
          });
      if (config.has("nb_row") && config.has("nb_col") && !config.has("kernel_size")) {
        ArrayNode size = config.putArray("kernel_size");
        size.add(config.get("nb_row")).add(config.get("nb_col"));
      }
      String order = config.path("dim_ordering").asText("");
      if (FORMATS.containsKey(order) && !config.has("data_format")) {
        config.put("data_format", FORMATS.get(order));
      }
    }

    /** Whether a kernel has the layout of Theano: its axes in another order, and turned around. */
    static boolean hasTheanoKernel(KerasLayer layer) {
      return layer.config().path("dim_ordering").asText("").equals("th");
    }
  }
}
