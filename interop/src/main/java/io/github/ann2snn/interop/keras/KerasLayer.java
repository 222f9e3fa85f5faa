package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A layer as a model's configuration describes it; anything may stand there.
 *
 * @param file for messages
 * @param node what is said of the layer, with its {@code class_name} and {@code config}
 * @param ordinal how many layers of its class come before it
 * @param twins how many layers of its class there are
 */
record KerasLayer(Path file, JsonNode node, int ordinal, int twins) {
  private static final int SHOWN = 80;
  private static final int MAX_AXES = 3;

  String kind() {
    return node.path("class_name").asText("");
  }

  /** Its name, which Keras also writes beside the configuration. */
  String name() {
    JsonNode inner = config().path("name");
    return (inner.isTextual() ? inner : node.path("name")).asText(kind());
  }

  JsonNode config() {
    return node.path("config");
  }

  /**
   * A setting; numbers of NumPy stand there as {@code {"type": "ndarray", "value": 0.5}} or {@code
   * {"class_name": "__numpy__", "config": {"value": 0.5}}}.
   */
  private JsonNode setting(String key) {
    JsonNode setting = config().path(key);
    JsonNode wrapped = setting.has("config") ? setting.get("config") : setting;
    return wrapped.has("value") ? wrapped.get("value") : setting;
  }

  /** Name of its class as Keras 3 writes it into paths: {@code max_pooling2d}. */
  String snakeKind() {
    return snake(kind());
  }

  static String snake(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  boolean isSet(String key, boolean unsaid) throws BadFileException {
    JsonNode value = setting(key);
    if (value.isMissingNode() || value.isNull()) {
      return unsaid;
    }
    refuseIf(!value.isBoolean(), "has \"%s\" %s; it must be true or false", key, shown(value));
    return value.booleanValue();
  }

  /** A word in lower case, or another if nothing is said. */
  String word(String key, String unsaid) throws BadFileException {
    JsonNode value = setting(key);
    if (value.isMissingNode() || value.isNull()) {
      return unsaid;
    }
    refuseIf(!value.isTextual(), "has \"%s\" %s; it must be a word", key, shown(value));
    return value.textValue().toLowerCase(Locale.ROOT);
  }

  double number(String key, double unsaid) throws BadFileException {
    JsonNode value = setting(key);
    return value.isMissingNode() || value.isNull() ? unsaid : finite(key, value);
  }

  /** A number, or several in a list. */
  double[] numbers(String key, double unsaid) throws BadFileException {
    JsonNode value = setting(key);
    if (!value.isArray()) {
      return new double[] {number(key, unsaid)};
    }
    if (value.isEmpty() || value.size() > Architecture.MAX_SIZE) {
      throw refuse("has \"%s\" with %d numbers", key, value.size());
    }
    double[] numbers = new double[value.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = finite(key, value.get(i));
    }
    return numbers;
  }

  private double finite(String key, JsonNode value) throws BadFileException {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw refuse("has \"%s\" %s; it must be a finite number", key, shown(value));
    }
    return value.doubleValue();
  }

  int size(String key) throws BadFileException {
    return size(key, setting(key));
  }

  int size(String key, int unsaid) throws BadFileException {
    JsonNode value = setting(key);
    return value.isMissingNode() || value.isNull() ? unsaid : size(key, value);
  }

  /** A number, or a pair of them: rows, columns. */
  int[] pair(String key, int[] unsaid) throws BadFileException {
    JsonNode value = setting(key);
    if (value.isMissingNode() || value.isNull()) {
      refuseIf(unsaid == null, "has no \"%s\"", key);
      return unsaid;
    }
    if (!value.isArray()) {
      return new int[] {size(key, value), size(key, value)};
    }
    refuseIf(value.size() != 2, "has \"%s\" %s; it must be two numbers", key, shown(value));
    return new int[] {size(key, value.get(0)), size(key, value.get(1))};
  }

  /**
   * The sizes of the 1 to 3 axes that {@code Reshape} makes.
   *
   * @param size how many numbers there are; one of the sizes may be -1, which stands for the rest
   */
  int[] targetShape(int size) throws BadFileException {
    JsonNode shape = config().path("target_shape");
    int[] target = new int[shape.size()];
    int open = -1;
    long product = 1;
    for (int i = 0; i < target.length; i++) {
      target[i] = shape.get(i).asInt();
      if (target[i] == -1 && open < 0) {
        open = i;
      } else {
        product = target[i] < 1 || product > size ? -1 : product * target[i];
      }
    }
    boolean fits = product > 0 && (open < 0 ? product == size : size % product == 0);
    if (!fits || target.length < 1 || target.length > MAX_AXES) {
      throw refuse(
          "makes %s of %d numbers; supported are images of as many, or a row", shown(shape), size);
    }
    if (open >= 0) {
      target[open] = (int) (size / product);
    }
    return target;
  }

  /** A window over maps, padded as the layer says. */
  Window window(FeatureMaps maps, int[] kernel, int[] stride, int[] dilation)
      throws BadFileException {
    String padding = word("padding", "valid");
    return switch (padding) {
      case "valid" -> WindowRules.even(kernel, stride, new int[2], dilation);
      case "same" -> WindowRules.same(maps, kernel, stride, dilation);
      default ->
          throw refuse("has padding \"%s\"; supported are valid and same", printable(padding));
    };
  }

  /** What goes in, which must be feature maps. */
  FeatureMaps requireMaps(Shape input) throws BadFileException {
    refuseIf(
        input.isRow(),
        "needs images or feature maps, but gets %s numbers; reshape the inputs before it",
        input);
    return input.maps();
  }

  private int size(String key, JsonNode value) throws BadFileException {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 1
        || value.intValue() > Architecture.MAX_SIZE) {
      throw refuse(
          "has \"%s\" %s; it must be a number from 1 to %d",
          key, shown(value), Architecture.MAX_SIZE);
    }
    return value.intValue();
  }

  /** The start of a piece of JSON, fit for a message. */
  static String shown(JsonNode value) {
    JsonNode present = value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    return printable(present.toString());
  }

  static String printable(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return start.replaceAll("[^ -~]", "?");
  }

  /** {@code layer dense_1 (Dense)}. */
  String place() {
    return Text.of("layer %s (%s)", printable(name()), printable(kind()));
  }

  /** The failure to throw for it, its reason made as {@link Text#of} does. */
  @FormatMethod
  BadFileException refuse(String format, Object... args) {
    return new BadFileException(file, place(), Text.of(format, args));
  }

  /** Nothing, unless it is refused. */
  @FormatMethod
  void refuseIf(boolean refused, String format, Object... args) throws BadFileException {
    if (refused) {
      throw refuse(format, args);
    }
  }
}
