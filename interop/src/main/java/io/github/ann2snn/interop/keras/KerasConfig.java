package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/**
 * A model's configuration: the JSON that Keras keeps in the attribute {@code model_config} or the
 * entry {@code config.json}. Keras would make objects of the classes it names; here it is only
 * text.
 *
 * @param layers first the one that takes the samples
 */
record KerasConfig(Path file, JsonNode model, List<KerasLayer> layers) {
  /** The most bytes it may have. */
  static final int MAX_BYTES = 10_000_000;

  private static final int MAX_LAYERS = 2_000;
  private static final int MAX_NAME = 200;

  /**
   * Reads a configuration.
   *
   * @throws BadFileException if it is not JSON, no Sequential or functional model, or no chain
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
      String reason =
          "is not JSON that can be read: " + KerasLayer.printable(e.getOriginalMessage());
      throw new BadFileException(file, "model configuration", reason, e);
    }
    String kind = model.path("class_name").asText("");
    if (!isModel(kind)) {
      throw refuse(
          file,
          "is that of a \"%s\"; supported are Sequential and functional models. Build the same layers as a Sequential model, copy the weights with set_weights, and save that",
          KerasLayer.printable(kind));
    }
    KerasConfig config = new KerasConfig(file, model, layers(file, model));
    return kind.equals("Sequential") ? config : config.chained();
  }

  static boolean isModel(String kind) {
    return kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model");
  }

  /** In the order of the file; Keras counts layers of a class in this order. */
  private static List<KerasLayer> layers(Path file, JsonNode model) throws BadFileException {
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
      KerasLayer layer = new KerasLayer(file, node, ordinal, twins.get(kind));
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

  private KerasConfig chained() throws BadFileException {
    return new KerasConfig(file, model, new LayerGraph(file, layers).chain(model.path("config")));
  }

  /**
   * The shape of a sample, without the number of samples.
   *
   * @throws BadFileException if none is said, or one of its sizes is left open
   */
  int[] inputShape() throws BadFileException {
    KerasLayer first = layers.get(0);
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
    throw refuse(
        file,
        "does not say the shape of the samples. Add keras.Input(shape=(28, 28, 1)) as the first layer, or call model.build((None, 28, 28, 1)), and save the model again");
  }

  private static int[] sizes(KerasLayer first, JsonNode batch) throws BadFileException {
    // A model with several inputs has a list of shapes.
    JsonNode shape = batch.size() == 1 && batch.get(0).isArray() ? batch.get(0) : batch;
    int[] sizes = new int[shape.size() - 1];
    for (int i = 0; i < sizes.length; i++) {
      JsonNode size = shape.get(i + 1);
      first.refuseIf(
          !size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 1,
          "takes samples of shape %s; every size but the first must be a number. Give the input a fixed shape, and save the model again",
          KerasLayer.shown(shape));
      sizes[i] = size.intValue();
    }
    return sizes;
  }

  /** Layers as Keras 1 describes them, in the words of Keras 2. */
  static final class KerasOne {
    private static final Map<String, String> KINDS =
        Map.of("Convolution2D", "Conv2D", "AtrousConvolution2D", "Conv2D");

    private static final Map<String, String> SETTINGS =
        Map.of(
            "output_dim", "units",
            "nb_filter", "filters",
            "subsample", "strides",
            "border_mode", "padding",
            "atrous_rate", "dilation_rate",
            "bias", "use_bias");

    private static final Map<String, String> FORMATS =
        Map.of("tf", "channels_last", "th", "channels_first");

    private KerasOne() {}

    /** Changes the words that Keras 2 has others for; what is new already stays. */
    static void modernize(JsonNode node) {
      if (!(node instanceof ObjectNode layer && node.path("config") instanceof ObjectNode config)) {
        return;
      }
      String kind = layer.path("class_name").asText("");
      if (KINDS.containsKey(kind)) {
        layer.put("class_name", KINDS.get(kind));
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
