package io.github.ann2snn.ann.keras;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.BadFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The layers that are read, by the names of their classes in Keras. */
final class KerasLayers {
  private static final Map<String, Layer> READ =
      Map.ofEntries(
          layer("Activation", Role.RECTIFIER, Activations::activation),
          layer("Add", Role.ARITHMETIC, Merging::add),
          layer("Average", Role.ARITHMETIC, Merging::average),
          layer("AveragePooling1D", Role.POOLING, Pooling::average),
          layer("AveragePooling2D", Role.POOLING, Pooling::average),
          layer("BatchNormalization", Role.NORMALISATION, Scaling::batchNormalization),
          layer("Concatenate", Role.JOINING, Merging::concatenate),
          layer("Conv1D", Role.CONVOLUTION, Linear::convolution),
          layer("Conv2D", Role.CONVOLUTION, Linear::convolution),
          layer("Cropping1D", Role.PART, Rearranging::crop),
          layer("Cropping2D", Role.PART, Rearranging::crop),
          layer("Dense", Role.DENSE, Linear::dense),
          layer("DepthwiseConv1D", Role.CONVOLUTION, Linear::depthwise),
          layer("DepthwiseConv2D", Role.CONVOLUTION, Linear::depthwise),
          layer("Flatten", Role.SHAPE, Rearranging::flatten),
          layer("GlobalAveragePooling1D", Role.REDUCTION, Pooling::globalAverage),
          layer("GlobalAveragePooling2D", Role.REDUCTION, Pooling::globalAverage),
          layer("GlobalMaxPooling1D", Role.REDUCTION, Pooling::globalMax),
          layer("GlobalMaxPooling2D", Role.REDUCTION, Pooling::globalMax),
          layer("Identity", Role.NOTHING, LayerCall::input),
          layer("LeakyReLU", Role.RECTIFIER, Activations::leaky),
          layer("MaxPooling1D", Role.POOLING, Pooling::max),
          layer("MaxPooling2D", Role.POOLING, Pooling::max),
          layer("Normalization", Role.NORMALISATION, Scaling::normalization),
          layer("PReLU", Role.RECTIFIER, Activations::parametric),
          layer("Permute", Role.SHAPE, Rearranging::permute),
          layer("ReLU", Role.RECTIFIER, Activations::relu),
          layer("Rescaling", Role.NORMALISATION, Scaling::rescaling),
          layer("Reshape", Role.SHAPE, Rearranging::reshape),
          layer("SeparableConv1D", Role.CONVOLUTION, Linear::separable),
          layer("SeparableConv2D", Role.CONVOLUTION, Linear::separable),
          layer("Softmax", Role.ENDING, Activations::softmax),
          layer("UpSampling1D", Role.REPETITION, Rearranging::upsample),
          layer("UpSampling2D", Role.REPETITION, Rearranging::upsample),
          layer("ZeroPadding1D", Role.PART, Rearranging::pad),
          layer("ZeroPadding2D", Role.PART, Rearranging::pad));

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

  /**
   * A layer.
   *
   * @param role what it is for
   * @param reader how it is read
   */
  private record Layer(Role role, Reader reader) {}

  private static Map.Entry<String, Layer> layer(String name, Role role, Reader reader) {
    return entry(name, new Layer(role, reader));
  }

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
    Optional<Reader> reader =
        Operations.of(layer)
            .or(() -> Optional.ofNullable(READ.get(layer.kind())).map(Layer::reader));
    if (reader.isEmpty()) {
      throw layer.refuse(
          "is not supported; %s",
          REMEDIES.getOrDefault(
              layer.kind(),
              "supported are " + String.join(", ", names()) + ". Train a model of these layers"));
    }
    layer.refuseIf(
        precision(layer).equals(BRAIN_FLOAT),
        "has its weights in bfloat16, for which HDF5 has no type of its own, so that they cannot be read from the file. Build the model with dtype=\"float32\", copy the weights with set_weights, and save it again");
    return reader.get();
  }

  /** Whether a layer does something during training only. */
  static boolean isTrainingOnly(KerasLayer layer) throws BadFileException {
    requireKeras(layer);
    return TRAINING_ONLY.contains(layer.kind());
  }

  /** The names of all layers that are read, in alphabetical order. */
  static Set<String> names() {
    return roles().keySet();
  }

  /** What each of them is for; some do nothing but in training. */
  static SortedMap<String, Role> roles() {
    SortedMap<String, Role> roles = new TreeMap<>();
    READ.forEach((name, layer) -> roles.put(name, layer.role()));
    TRAINING_ONLY.forEach(name -> roles.put(name, Role.NOTHING));
    return roles;
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
