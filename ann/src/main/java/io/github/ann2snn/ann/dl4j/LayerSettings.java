package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.files.Text;

/**
 * What a configuration in JSON, that may come from anywhere, says of a layer, a vertex or a
 * preprocessor.
 *
 * @param place where it stands, as messages begin: {@code layer 3}, {@code vertex add}
 * @param node what is said of it
 */
record LayerSettings(String place, JsonNode node) {
  String className() {
    return node.path("@class").asText();
  }

  /** The class without its package. */
  String kind() {
    return className().substring(className().lastIndexOf('.') + 1);
  }

  /** What it says under a key, in its place. */
  LayerSettings within(String key) {
    return new LayerSettings(place, node.path(key));
  }

  boolean has(String key) {
    return !node.path(key).isMissingNode() && !node.path(key).isNull();
  }

  boolean isSet(String key, boolean unsaid) {
    return node.path(key).asBoolean(unsaid);
  }

  /** A number from 1 to {@link Architecture#MAX_SIZE}. */
  int size(String key) {
    return number(key, node.path(key), 1);
  }

  /** A number that is finite as a float; {@code unsaid} where there is none. */
  float real(String key, float unsaid) {
    return has(key) ? real(key) : unsaid;
  }

  /** A number that is finite as a float. */
  float real(String key) {
    float value = (float) node.path(key).asDouble(Double.NaN);
    require(Float.isFinite(value), "has \"%s\" %s; it must be a finite number", key, json(key));
    return value;
  }

  /** A pair of numbers from {@code least} to {@link Architecture#MAX_SIZE}. */
  int[] pair(String key, int least) {
    JsonNode pair = node.path(key);
    require(
        pair.isArray() && pair.size() == 2,
        "has \"%s\" %s; it must be two numbers",
        key,
        json(key));
    return numbers(key, least);
  }

  /** As many such numbers. */
  int[] numbers(String key, int least, int count) {
    require(
        node.path(key).size() == count,
        "has \"%s\" %s; it must be %d numbers",
        key,
        json(key),
        count);
    return numbers(key, least);
  }

  /** Such numbers, however many. */
  int[] numbers(String key, int least) {
    JsonNode values = node.path(key);
    int[] numbers = new int[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(key, values.get(i), least);
    }
    return numbers;
  }

  /** A number, or the first of a list: how one dimension is told. */
  int first(String key, int least) {
    JsonNode value = node.path(key);
    return number(key, value.isArray() && !value.isEmpty() ? value.get(0) : value, least);
  }

  private int number(String key, JsonNode value, int least) {
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > Architecture.MAX_SIZE) {
      throw refuse(
          "has \"%s\" %s; it must be a number from %d to %d",
          key, value == null ? "" : Text.printable(value.toString()), least, Architecture.MAX_SIZE);
    }
    return value.intValue();
  }

  /** Refuses a word that is none of those allowed. */
  String word(String key, String... allowed) {
    String word = node.path(key).asText();
    for (String each : allowed) {
      if (each.equals(word)) {
        return word;
      }
    }
    throw refuse("has \"%s\" %s; supported is %s", key, json(key), String.join(" or ", allowed));
  }

  /** What stands under a key, as messages show it. */
  String json(String key) {
    return Text.printable(node.path(key).toString());
  }

  @FormatMethod
  void require(boolean holds, String format, Object... args) {
    if (!holds) {
      throw refuse(format, args);
    }
  }

  @FormatMethod
  LayerRefusal refuse(String format, Object... args) {
    return new LayerRefusal(place + " " + Text.of(format, args));
  }

  /** Something is not supported; the message begins with where it stands. */
  static final class LayerRefusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LayerRefusal(String message) {
      super(message);
    }
  }
}
