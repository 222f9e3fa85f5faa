package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Functions that layers apply, or are: {@code Dense(activation="relu")} or {@code
 * (activation=tf.nn.relu)} or {@code (activation=ReLU())}, the layers Activation, ReLU and Softmax,
 * and operations such as {@code keras.ops.relu} (Keras 3) and {@code tf.nn.relu} (Keras 2) in
 * functional models. Conversion into spikes takes fewer of them.
 */
final class KerasActivation {
  static final IActivation IDENTITY = new ActivationIdentity();
  static final IActivation SOFTMAX = new ActivationSoftmax();

  private static final Map<String, IActivation> FUNCTIONS =
      Map.of(
          "identity", IDENTITY,
          "relu", new ActivationReLU(),
          "relu6", new ActivationReLU(6.0, null, null),
          "sigmoid", new ActivationSigmoid(),
          "softmax", SOFTMAX,
          "tanh", new ActivationTanH());

  /** Functions by their names, as the table says. */
  private static final Map<String, IActivation> NAMES =
      TextTable.read(KerasActivation.class, "activations.txt").stream()
          .collect(Collectors.toMap(row -> row.get(0), row -> FUNCTIONS.get(row.get(1))));

  private static final List<String> SUPPORTED =
      List.of("linear", "relu", "relu6", "sigmoid", "softmax", "tanh");

  private KerasActivation() {}

  /** Whether a layer is nothing but such a function. */
  static boolean isFunction(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Activation", "ReLU", "Softmax" -> true;
      default -> operation(layer).map(NAMES::containsKey).orElse(false);
    };
  }

  /** The operation of Keras or TensorFlow that a functional model has as a layer. */
  private static Optional<String> operation(KerasLayer layer) {
    if (layer.kind().equals("TFOpLambda")) {
      return Optional.of(plain(layer.config().path("function").asText("")));
    }
    String module = layer.node().path("module").asText("");
    boolean isOperation = module.startsWith("keras.src.ops") || module.startsWith("keras.ops");
    return isOperation ? Optional.of(plain(layer.kind())) : Optional.empty();
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * The function that such a layer is.
   *
   * @throws BadFileException if it has settings that are not supported
   */
  static IActivation function(KerasLayer layer) throws BadFileException {
    return switch (layer.kind()) {
      case "Activation" -> of(layer);
      case "ReLU" -> relu(layer);
      case "Softmax" -> softmax(layer);
      default ->
          operation(layer)
              .map(NAMES::get)
              .orElseThrow(
                  () ->
                      layer.refuse(
                          "is used as an activation; supported are %s. Train with relu, which also converts best",
                          String.join(", ", SUPPORTED)));
    };
  }

  /**
   * The function that a layer names as its {@code activation}, or that the layer there is.
   *
   * @throws BadFileException if it is another, or one of the user's own
   */
  static IActivation of(KerasLayer layer) throws BadFileException {
    JsonNode value = layer.config().path("activation");
    if (value.isMissingNode() || value.isNull()) {
      return IDENTITY;
    }
    if (value.isObject() && value.path("config").isObject()) {
      KerasLayer inner = new KerasLayer(layer.file(), value, 0, 1);
      SupportedLayers.requireKeras(inner);
      return function(inner);
    }
    JsonNode name = value.isObject() ? value.path("config") : value;
    boolean custom = value.path("registered_name").asText("").contains(">");
    IActivation known = NAMES.get(plain(name.asText()));
    if (known == null || custom) {
      throw layer.refuse(
          "has the activation %s; supported are %s. Train with relu, which also converts best",
          KerasLayer.shown(value), String.join(", ", SUPPORTED));
    }
    return known;
  }

  /** ReLU, perhaps with a maximum, without a slope below zero and a threshold. */
  private static IActivation relu(KerasLayer layer) throws BadFileException {
    double most = layer.number("max_value", Double.POSITIVE_INFINITY);
    if (!(most > 0)
        || layer.number("negative_slope", 0) != 0
        || layer.number("threshold", 0) != 0) {
      throw layer.refuse(
          "is not max(0, x), or that up to a maximum: max_value %s, negative_slope %s, threshold %s. Train with plain ReLU",
          KerasLayer.shown(layer.config().path("max_value")),
          KerasLayer.shown(layer.config().path("negative_slope")),
          KerasLayer.shown(layer.config().path("threshold")));
    }
    return Double.isInfinite(most) ? new ActivationReLU() : new ActivationReLU(most, null, null);
  }

  private static IActivation softmax(KerasLayer layer) throws BadFileException {
    JsonNode axis = layer.config().path("axis");
    JsonNode only = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
    layer.refuseIf(
        only.asInt(-1) != -1 && only.asInt() != 1,
        "has axis %s; supported is that of the classes, -1",
        KerasLayer.shown(axis));
    return SOFTMAX;
  }
}
