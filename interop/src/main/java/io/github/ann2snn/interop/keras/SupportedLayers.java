package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nd4j.linalg.activations.Activation;

/** Which layers can be imported. */
final class SupportedLayers {
  private static final Set<String> COMPUTING =
      words(
          """
          InputLayer Dense Conv2D DepthwiseConv2D AveragePooling2D MaxPooling2D
          GlobalAveragePooling2D GlobalMaxPooling2D BatchNormalization Flatten Reshape Activation
          ReLU Softmax Rescaling""");

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

  private static final String LINEAR = "linear";

  /** Conversion into spikes takes fewer of them. */
  private static final List<String> ACTIVATIONS =
      List.of(LINEAR, "relu", "sigmoid", "softmax", "tanh");

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
    layer.refuseIf(
        isCustom(layer.node()),
        "is a custom object: what it does stands in Python code, and nothing in a file is executed. Supported are %s",
        NAMES);
    layer.refuseIf(
        !COMPUTING.contains(kind) && !TRAINING_ONLY.contains(kind),
        "is not supported; supported are %s. Train a model of these layers",
        NAMES);
  }

  /** Keras writes {@code package>Name} for what is registered by others. */
  private static boolean isCustom(JsonNode node) {
    String module = node.path("module").asText("keras");
    return node.path("registered_name").asText("").contains(">")
        || !(module.startsWith("keras") || module.startsWith("tf_keras") || module.isEmpty());
  }

  /** The function that {@code activation} names; Keras 3 wraps functions in objects. */
  static Activation activation(KerasLayer layer) throws BadFileException {
    JsonNode value = layer.config().path("activation");
    if (value.isMissingNode() || value.isNull()) {
      return Activation.IDENTITY;
    }
    String name = (value.isObject() ? value.path("config") : value).asText();
    if (!ACTIVATIONS.contains(name)) {
      throw layer.refuse(
          "has the activation %s; supported are %s. Train with relu, which also converts best",
          KerasLayer.shown(value), String.join(", ", ACTIVATIONS));
    }
    return name.equals(LINEAR)
        ? Activation.IDENTITY
        : Activation.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** ReLU without a maximum, a slope below zero or a threshold. */
  static Activation plainRelu(KerasLayer layer) throws BadFileException {
    boolean plain =
        layer.number("max_value", Double.MAX_VALUE) == Double.MAX_VALUE
            && layer.number("negative_slope", 0) == 0
            && layer.number("threshold", 0) == 0;
    if (!plain) {
      throw layer.refuse(
          "is not max(0, x): max_value %s, negative_slope %s, threshold %s. Train with plain ReLU",
          KerasLayer.shown(layer.config().path("max_value")),
          KerasLayer.shown(layer.config().path("negative_slope")),
          KerasLayer.shown(layer.config().path("threshold")));
    }
    return Activation.RELU;
  }

  static Activation softmax(KerasLayer layer) throws BadFileException {
    JsonNode axis = layer.config().path("axis");
    JsonNode only = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
    layer.refuseIf(
        only.asInt(-1) != -1 && only.asInt() != 1,
        "has axis %s; supported is that of the classes, -1",
        KerasLayer.shown(axis));
    return Activation.SOFTMAX;
  }
}
