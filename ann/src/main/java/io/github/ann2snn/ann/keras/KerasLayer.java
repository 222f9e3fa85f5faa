package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A layer as a model's configuration describes it; anything may stand there.
 *
 * @param file for messages
 * @param node what is said of the layer, with its {@code class_name} and {@code config}
 * @param ordinal how many layers of its class come before it in its model
 * @param twins how many layers of its class there are in its model
 * @param parents the models that it lies in, outermost first; not the model of the file itself
 * @param called what it is called with, where it is an operation: settings beside its own
 */
record KerasLayer(
    Path file, JsonNode node, int ordinal, int twins, List<KerasLayer> parents, JsonNode called) {
  private static final int MAX_AXES = 8;

  KerasLayer {
    parents = List.copyOf(parents);
  }

  /** A layer that stands within this one, as an activation does. */
  KerasLayer within(JsonNode inner) {
    return new KerasLayer(file, inner, 0, 1, parents, MissingNode.getInstance());
  }

  /** The same, called with settings. */
  KerasLayer calledWith(JsonNode settings) {
    return new KerasLayer(file, node, ordinal, twins, parents, settings);
  }

  /** Its name behind those of the models that it lies in: {@code outer/inner/dense}. */
  String path() {
    return parents.isEmpty()
        ? name()
        : parents.stream().map(KerasLayer::name).collect(Collectors.joining("/", "", "/" + name()));
  }

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
  JsonNode setting(String key) {
    JsonNode setting = config().has(key) ? config().get(key) : called.path(key);
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

  /** A number, or several in a list, perhaps of lists; empty if nothing is said. */
  List<Double> numbers(String key) throws BadFileException {
    List<Double> numbers = new ArrayList<>();
    JsonNode value = setting(key);
    if (!value.isMissingNode() && !value.isNull()) {
      collect(key, value, numbers);
      refuseIf(numbers.isEmpty(), "has \"%s\" with 0 numbers", key);
    }
    return numbers;
  }

  private void collect(String key, JsonNode value, List<Double> numbers) throws BadFileException {
    if (value.isArray()) {
      for (JsonNode each : value) {
        collect(key, each, numbers);
      }
    } else {
      refuseIf(numbers.size() >= Architecture.MAX_SIZE, "has \"%s\" with too many numbers", key);
      numbers.add(finite(key, value));
    }
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

  /** A number for all of so many dimensions of space, or one for each. */
  List<Integer> sizes(String key, int space, List<Integer> unsaid) throws BadFileException {
    JsonNode value = setting(key);
    if (value.isMissingNode() || value.isNull()) {
      refuseIf(unsaid == null, "has no \"%s\"", key);
      return unsaid;
    }
    if (!value.isArray()) {
      return Collections.nCopies(space, size(key, value));
    }
    refuseIf(
        value.size() != space,
        "has \"%s\" %s; it must be %s",
        key,
        shown(value),
        space == 1 ? "one number" : "two numbers");
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode each : value) {
      sizes.add(size(key, each));
    }
    return sizes;
  }

  /**
   * How much lies before and behind along each of so many dimensions of space: {@code 1}, {@code
   * [1, 2]} or {@code [[1, 1], [2, 2]]}.
   */
  List<List<Integer>> sides(String key, int space) throws BadFileException {
    JsonNode value = setting(key);
    List<List<Integer>> sides = new ArrayList<>();
    for (int d = 0; d < space; d++) {
      JsonNode axis = space > 1 && value.isArray() ? value.path(d) : value;
      boolean pair = axis.isArray() && axis.size() == 2;
      sides.add(
          List.of(least(key, pair ? axis.get(0) : axis), least(key, pair ? axis.get(1) : axis)));
    }
    refuseIf(
        space > 1 && value.isArray() && value.size() != space,
        "has \"%s\" %s; it must be two numbers, or two pairs",
        key,
        shown(value));
    return sides;
  }

  private int least(String key, JsonNode value) throws BadFileException {
    return value.isInt() && value.intValue() == 0 ? 0 : size(key, value);
  }

  /** Whole numbers in a list, or one alone. */
  List<Integer> wholes(String key) throws BadFileException {
    JsonNode value = setting(key);
    List<Integer> wholes = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      refuseIf(
          !each.isInt() || wholes.size() >= MAX_AXES,
          "has \"%s\" %s; it must be at most %d whole numbers",
          key,
          shown(value),
          MAX_AXES);
      wholes.add(each.intValue());
    }
    return wholes;
  }

  /**
   * The dimension that an axis is, the samples' being 0 and not counted as one.
   *
   * @param rank number of dimensions
   */
  int dimension(int axis, int rank) throws BadFileException {
    int dimension = axis < 0 ? axis + rank : axis - 1;
    refuseIf(
        dimension < 0 || dimension >= rank || axis == 0,
        "has axis %d, but its input has the axes 1 to %d besides that of the samples",
        axis,
        rank);
    return dimension;
  }

  /**
   * The shape that {@code Reshape} makes.
   *
   * @param size how many numbers there are; one of the sizes may be -1, which stands for the rest
   */
  Shape targetShape(int size) throws BadFileException {
    List<Integer> target = wholes("target_shape");
    int open = target.indexOf(-1);
    long product = 1;
    for (int i = 0; i < target.size(); i++) {
      if (i != open) {
        product = target.get(i) < 1 || product > size ? -1 : product * target.get(i);
      }
    }
    boolean fits = product > 0 && (open < 0 ? product == size : size % product == 0);
    refuseIf(
        !fits || target.isEmpty(),
        "makes %s of %d numbers, which are not as many",
        shown(setting("target_shape")),
        size);
    if (open >= 0) {
      target.set(open, (int) (size / product));
    }
    return new Shape(target);
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
    return Text.printable(present.toString());
  }

  /** {@code layer dense_1 (Dense)}. */
  String place() {
    return Text.of("layer %s (%s)", Text.printable(name()), Text.printable(kind()));
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
