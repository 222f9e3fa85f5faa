package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.Draft.Weighted;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Functions that layers apply, or are: {@code Dense(activation="relu")} or {@code
 * (activation=tf.nn.relu)} or {@code (activation=ReLU())}, the layers Activation, ReLU, LeakyReLU,
 * PReLU and Softmax, and operations such as {@code keras.ops.relu}.
 */
final class Activations {
  static final String SMOOTH =
      "only piecewise linear networks become spiking ones; train it with ReLU in its place";

  private static final float SIX = 6;

  /** Of {@code tf.nn.leaky_relu} and {@code keras.activations.leaky_relu}. */
  private static final double FUNCTION_SLOPE = 0.2;

  /** Of the layer LeakyReLU. */
  private static final double LAYER_SLOPE = 0.3;

  /** What a function is, by its name as the table says. */
  private static final Map<String, String> FUNCTIONS =
      TextTable.read(Activations.class, "activations.txt").stream()
          .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));

  static final String NAMES = "linear, relu, relu6, leaky_relu, and at the end softmax and sigmoid";

  private Activations() {}

  /** Whether such a function is read. */
  static boolean isKnown(String name) {
    return FUNCTIONS.containsKey(name);
  }

  /** Applies a function. */
  static KerasTensor function(LayerCall call, String name) throws BadFileException {
    KerasTensor input = call.input();
    return switch (FUNCTIONS.get(name)) {
      case "identity" -> input;
      case "relu" -> call.each(Relu.plain(), input);
      case "relu6" -> call.each(Relu.bounded(SIX), input);
      case "leaky" -> leaky(call, FUNCTION_SLOPE);
      case "sigmoid" -> ending(call, Ending.Kind.SIGMOID);
      case "softmax" -> softmax(call);
      case "log_softmax" -> ending(call, Ending.Kind.LOG_SOFTMAX);
      default -> throw new IllegalStateException("activations.txt: " + name);
    };
  }

  /** Probabilities of classes, which lie in a row. */
  private static KerasTensor ending(LayerCall call, Ending.Kind kind) throws BadFileException {
    KerasTensor input = call.input();
    Shape shape = input.shape();
    if (shape.rank() != 1) {
      throw call.layer()
          .refuse(
              "makes probabilities of values of shape %s, expected one for each class; put Flatten or global pooling before it",
              shape);
    }
    return KerasTensor.of(call.add(new Ending(kind), call.inOrder(input)), shape);
  }

  /** Applies what a layer names as its {@code activation}, or the layer that stands there. */
  static KerasTensor applied(LayerCall call, KerasTensor made) throws BadFileException {
    KerasLayer layer = call.layer();
    JsonNode value = layer.config().path("activation");
    if (value.isMissingNode() || value.isNull()) {
      return made;
    }
    if (value.isObject() && value.path("config").isObject()) {
      KerasLayer inner = layer.within(value);
      KerasLayers.requireKeras(inner);
      return switch (inner.kind()) {
        case "ReLU" -> relu(call.with(inner, made));
        case "LeakyReLU" -> leaky(call.with(inner, made));
        case "Softmax" -> softmax(call.with(inner, made));
        case "Activation" -> applied(call.with(inner, made), made);
        default -> throw refused(inner, "is used as an activation");
      };
    }
    JsonNode name = value.isObject() ? value.path("config") : value;
    boolean custom = value.path("registered_name").asText("").contains(">");
    String plain = Operations.plain(name.asText());
    if (custom || !isKnown(plain)) {
      throw refused(layer, "has the activation " + KerasLayer.shown(value));
    }
    return function(call.with(layer, made), plain);
  }

  private static BadFileException refused(KerasLayer layer, String reason) {
    return layer.refuse(
        "%s; supported are %s. Train with relu, which also converts best", reason, NAMES);
  }

  static KerasTensor activation(LayerCall call) throws BadFileException {
    return applied(call, call.input());
  }

  /** ReLU, perhaps with a maximum and a slope below zero. */
  static KerasTensor relu(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    double most = layer.number("max_value", Double.POSITIVE_INFINITY);
    double threshold = layer.number("threshold", 0);
    layer.refuseIf(
        threshold != 0,
        "has a threshold of %s; supported is 0: a rectifier that jumps has no spiking neuron. Train with plain ReLU",
        threshold);
    layer.refuseIf(!(most > 0), "has max_value %s; it must be above 0", most);
    float[] slope = {(float) layer.number("negative_slope", 0)};
    return call.each(new Relu((float) most, slope), call.input());
  }

  static KerasTensor leaky(LayerCall call) throws BadFileException {
    return leaky(call, LAYER_SLOPE);
  }

  /** Keras 2 and TensorFlow call the slope alpha. */
  private static KerasTensor leaky(LayerCall call, double unsaid) throws BadFileException {
    KerasLayer layer = call.layer();
    float[] slope = {(float) layer.number("negative_slope", layer.number("alpha", unsaid))};
    return call.each(new Relu(Float.POSITIVE_INFINITY, slope), call.input());
  }

  /** One slope for each value, those along shared axes the same. */
  static KerasTensor parametric(LayerCall call) throws BadFileException {
    Shape shape = call.input().shape();
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    KerasLayer layer = call.layer();
    if (!layer.setting("shared_axes").isNull() && !layer.setting("shared_axes").isMissingNode()) {
      for (int axis : layer.wholes("shared_axes")) {
        sizes.set(layer.dimension(axis, shape.rank()), 1);
      }
    }
    Alignment slopes = Alignment.of(call, call.input(), sizes);
    // A row has a channel for each value.
    boolean each = slopes.count() == shape.values();
    KerasTensor taken = each ? call.inRow(slopes.tensor()) : slopes.tensor();
    Weighted relu =
        new Weighted(
            layer,
            List.of(new Shape(sizes)),
            weights -> new Relu(Float.POSITIVE_INFINITY, slopes.placed(weights.floats(0))));
    return call.each(relu, taken);
  }

  static KerasTensor softmax(LayerCall call) throws BadFileException {
    JsonNode axis = call.layer().config().path("axis");
    JsonNode only = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
    call.layer()
        .refuseIf(
            only.asInt(-1) != -1 && only.asInt() != 1,
            "has axis %s; supported is that of the classes, -1",
            KerasLayer.shown(axis));
    return ending(call, Ending.Kind.SOFTMAX);
  }
}
