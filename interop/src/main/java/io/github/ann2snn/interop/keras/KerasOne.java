package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Layers as Keras 1 describes them, in the words of Keras 2. */
final class KerasOne {
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
