package io.github.ann2snn.ann.keras;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The layers that are read, by the names of their classes in Keras. */
final class KerasLayers {
  private static final Map<String, Reader> READ =
      Map.ofEntries(
          entry("Activation", Activations::activation),
          entry("Add", Merging::add),
          entry("Average", Merging::average),
          entry("AveragePooling1D", Pooling::average),
          entry("AveragePooling2D", Pooling::average),
          entry("BatchNormalization", Scaling::batchNormalization),
          entry("Concatenate", Merging::concatenate),
          entry("Conv1D", Linear::convolution),
          entry("Conv2D", Linear::convolution),
          entry("Cropping1D", Rearranging::crop),
          entry("Cropping2D", Rearranging::crop),
          entry("Dense", Linear::dense),
          entry("DepthwiseConv1D", Linear::depthwise),
          entry("DepthwiseConv2D", Linear::depthwise),
          entry("Flatten", Rearranging::flatten),
          entry("GlobalAveragePooling1D", Pooling::globalAverage),
          entry("GlobalAveragePooling2D", Pooling::globalAverage),
          entry("GlobalMaxPooling1D", Pooling::globalMax),
          entry("GlobalMaxPooling2D", Pooling::globalMax),
          entry("Identity", LayerCall::input),
          entry("LeakyReLU", Activations::leaky),
          entry("MaxPooling1D", Pooling::max),
          entry("MaxPooling2D", Pooling::max),
          entry("Normalization", Scaling::normalization),
          entry("PReLU", Activations::parametric),
          entry("Permute", Rearranging::permute),
          entry("ReLU", Activations::relu),
          entry("Rescaling", Scaling::rescaling),
          entry("Reshape", Rearranging::reshape),
          entry("SeparableConv1D", Linear::separable),
          entry("SeparableConv2D", Linear::separable),
          entry("Softmax", Activations::softmax),
          entry("UpSampling1D", Rearranging::upsample),
          entry("UpSampling2D", Rearranging::upsample),
          entry("ZeroPadding1D", Rearranging::pad),
          entry("ZeroPadding2D", Rearranging::pad));

  /** These do something during training only. */
  private static final Set<String> TRAINING_ONLY =
      Set.of(
          """
          Dropout SpatialDropout1D SpatialDropout2D AlphaDropout GaussianDropout GaussianNoise
          ActivityRegularization RandomFlip RandomRotation RandomTranslation RandomZoom
          RandomContrast RandomBrightness RandomShear RandomHue RandomSaturation RandomErasing"""
              .split("\\s+"));

  private static final String PIECEWISE =
      "only sums, poolings and piecewise linear functions become spikes; train a model with Add or Concatenate in its place";

  private static final String RECURRENT = "recurrent layers are not supported";

  /** What helps with those that are not. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          entry("Subtract", PIECEWISE),
          entry("Multiply", PIECEWISE),
          entry("Maximum", PIECEWISE),
          entry("Minimum", PIECEWISE),
          entry("Dot", PIECEWISE),
          entry("LSTM", RECURRENT),
          entry("GRU", RECURRENT),
          entry("SimpleRNN", RECURRENT),
          entry("Bidirectional", RECURRENT),
          entry("LayerNormalization", "it depends on the sample; train with BatchNormalization"),
          entry("GroupNormalization", "it depends on the sample; train with BatchNormalization"),
          entry("ELU", Activations.SMOOTH),
          entry("Gelu", Activations.SMOOTH),
          entry(
              "Lambda",
              "it holds Python code, and nothing in a file is executed; use layers instead of it"));

  private static final String BRAIN_FLOAT = "bfloat16";

  private KerasLayers() {}

  /** How a layer is read. */
  @FunctionalInterface
  interface Reader {
    /**
     * Gives what the layer makes of its inputs.
     *
     * @throws IllegalArgumentException if it cannot take them
     * @throws ArithmeticException if its numbers are too large
     */
    KerasTensor read(LayerCall call) throws BadFileException;
  }

  /**
   * The reader of a layer.
   *
   * @throws BadFileException if there is none, naming the layer and what would help
   */
  static Reader reader(KerasLayer layer) throws BadFileException {
    requireKeras(layer);
    Reader reader = Operations.of(layer).orElse(READ.get(layer.kind()));
    if (reader == null) {
      throw layer.refuse(
          "is not supported; %s",
          REMEDIES.getOrDefault(
              layer.kind(),
              "supported are " + String.join(", ", names()) + ". Train a model of these layers"));
    }
    layer.refuseIf(
        precision(layer).equals(BRAIN_FLOAT),
        "has its weights in bfloat16, for which HDF5 has no type of its own, so that they cannot be read from the file. Build the model with dtype=\"float32\", copy the weights with set_weights, and save it again");
    return reader;
  }

  /** Whether a layer does something during training only. */
  static boolean isTrainingOnly(KerasLayer layer) throws BadFileException {
    requireKeras(layer);
    return TRAINING_ONLY.contains(layer.kind());
  }

  /**
   * The names of all layers that are read, in alphabetical order; some do nothing but in training.
   */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(READ.keySet());
    names.addAll(TRAINING_ONLY);
    return names;
  }

  /**
   * Refuses what is registered by others, whatever its class is called.
   *
   * @throws BadFileException naming the layer
   */
  static void requireKeras(KerasLayer layer) throws BadFileException {
    layer.refuseIf(
        isCustom(layer.node()),
        "is a custom object: what it does stands in Python code, and nothing in a file is executed. Build the model of Keras's own layers, copy the weights, and save it again");
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
