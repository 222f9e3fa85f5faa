package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.activations.Activation;

/** The activation functions that are imported. Conversion into spikes takes fewer of them. */
enum KerasActivation {
  LINEAR(Activation.IDENTITY),
  RELU(Activation.RELU),
  SIGMOID(Activation.SIGMOID),
  SOFTMAX(Activation.SOFTMAX),
  TANH(Activation.TANH);

  private final Activation dl4j;

  KerasActivation(Activation dl4j) {
    this.dl4j = dl4j;
  }

  Activation dl4j() {
    return dl4j;
  }

  /** The one that {@code activation} names; Keras 3 wraps functions in objects. */
  static KerasActivation of(KerasLayer layer) throws BadFileException {
    JsonNode value = layer.config().path("activation");
    if (value.isMissingNode() || value.isNull()) {
      return LINEAR;
    }
    JsonNode name = value.isObject() ? value.path("config") : value;
    for (KerasActivation activation : values()) {
      if (name.isTextual() && activation.toString().equals(name.textValue())) {
        return activation;
      }
    }
    throw layer.refuse(
        "has the activation %s; supported are %s. Train with relu, which also converts best",
        KerasLayer.shown(value),
        Arrays.stream(values()).map(KerasActivation::toString).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
