package io.github.ann2snn.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.train.architecture.Architecture;
import io.github.ann2snn.train.architecture.Extent;

/**
 * One layer of a configuration in JSON, that may come from anywhere.
 *
 * @param index its place
 * @param node what is said of it
 */
record LayerSettings(int index, JsonNode node) {
  String kind() {
    return AdmittedClasses.simpleName(node.path("@class").asText());
  }

  String name() {
    return node.path("layerName").asText("layer" + index);
  }

  boolean isSet(String key, boolean unsaid) {
    return node.path(key).asBoolean(unsaid);
  }

  /** A number from 1 to {@link Architecture#MAX_SIZE}. */
  int size(String key) {
    return number(key, node.path(key), 1);
  }

  /** A pair of numbers from {@code least} to {@link Architecture#MAX_SIZE}. */
  Extent extent(String key, int least) {
    JsonNode pair = node.path(key);
    if (!pair.isArray() || pair.size() != 2) {
      throw refuse("has \"%s\" %s; it must be two numbers".formatted(key, pair));
    }
    return new Extent(number(key, pair.get(0), least), number(key, pair.get(1), least));
  }

  private int number(String key, JsonNode value, int least) {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > Architecture.MAX_SIZE) {
      throw refuse(
          "has \"%s\" %s; it must be a number from %d to %d"
              .formatted(key, value, least, Architecture.MAX_SIZE));
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
    throw refuse(
        "has \"%s\" %s; supported is %s"
            .formatted(key, node.path(key), String.join(" or ", allowed)));
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refuse(otherwise);
    }
  }

  IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException("layer " + index + " " + reason);
  }
}
