package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.Set;

/** Which layers can be imported. */
final class SupportedLayers {
  private static final Set<String> COMPUTING =
      words(
          """
          InputLayer Dense Conv2D DepthwiseConv2D AveragePooling2D MaxPooling2D
          GlobalAveragePooling2D GlobalMaxPooling2D BatchNormalization Flatten Reshape
          Rescaling""");

  /** These do something during training only. */
  private static final Set<String> TRAINING_ONLY =
      words(
          """
          Dropout SpatialDropout2D AlphaDropout GaussianDropout GaussianNoise
          ActivityRegularization RandomFlip RandomRotation RandomTranslation RandomZoom
          RandomContrast RandomBrightness""");

  private static final String NAMES =
      "Dense, Conv2D, DepthwiseConv2D, average, max and global pooling in two dimensions,"
          + " BatchNormalization, Flatten, Reshape, Dropout, Activation, ReLU, Softmax and Rescaling";

  private static final String BRAIN_FLOAT = "bfloat16";

  private SupportedLayers() {}

  private static Set<String> words(String text) {
    return Set.of(text.split("\\s+"));
  }

  /**
   * Refuses all others.
   *
   * @throws BadFileException naming the layer, what is supported and what to do
   */
  static void require(KerasLayer layer) throws BadFileException {
    String kind = layer.kind();
    layer.refuseIf(
        KerasConfig.isModel(kind),
        "is a model within the model; supported is a plain chain of layers. Add the inner model's layers to the outer one, copy the weights, and save it again");
    layer.refuseIf(
        kind.equals("Lambda"),
        "holds Python code, and nothing in a file is executed. Use layers instead of it; supported are %s",
        NAMES);
    requireKeras(layer);
    layer.refuseIf(
        !COMPUTING.contains(kind)
            && !TRAINING_ONLY.contains(kind)
            && !KerasActivation.isFunction(layer),
        "is not supported; supported are %s. Train a model of these layers",
        NAMES);
    layer.refuseIf(
        precision(layer).equals(BRAIN_FLOAT),
        "has its weights in bfloat16, for which HDF5 has no type of its own, so that they cannot be read from the file. Build the model with dtype=\"float32\", copy the weights with set_weights, and save it again");
  }

  /**
   * Refuses what is registered by others, whatever its class is called.
   *
   * @throws BadFileException naming the layer
   */
  static void requireKeras(KerasLayer layer) throws BadFileException {
    layer.refuseIf(
        isCustom(layer.node()),
        "is a custom object: what it does stands in Python code, and nothing in a file is executed. Supported are %s",
        NAMES);
  }

  /** What weights are stored in: a name, or an object with a name. */
  private static String precision(KerasLayer layer) {
    JsonNode stated = layer.config().path("dtype");
    return (stated.isObject() ? stated.path("config").path("name") : stated).asText("");
  }

  /** Keras writes {@code package>Name} for what is registered by others. */
  private static boolean isCustom(JsonNode node) {
    String module = node.path("module").asText("keras");
    return node.path("registered_name").asText("").contains(">")
        || !(module.startsWith("keras") || module.startsWith("tf_keras") || module.isEmpty());
  }
}
