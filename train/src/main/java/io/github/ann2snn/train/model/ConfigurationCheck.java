package io.github.ann2snn.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Admission check of a model's {@code configuration.json}, before DL4J sees it: what it is, which
 * classes it names, and that the layers fit together within {@link Architecture#MAX_PARAMETERS}.
 */
record ConfigurationCheck(Path file) {
  /** An admitted configuration; DL4J gets {@code json}, not the bytes of the file. */
  record Checked(String json, Layout layout) {}

  Checked check(JsonNode root) throws BadFileException {
    refuseIf(
        root.has("vertices") || root.has("networkInputs"),
        "is a ComputationGraph's; only a MultiLayerNetwork is supported, a chain of layers");
    JsonNode confs = root.path("confs");
    refuseIf(
        !confs.isArray() || confs.isEmpty(),
        "has no list \"confs\" of layers, as a MultiLayerNetwork's configuration does");
    String type = root.path("dataType").asText("FLOAT");
    refuseIf(!type.equals("FLOAT"), "has data type %s; only FLOAT is supported", type);
    for (int i = 0; i < confs.size(); i++) {
      checkKind(i, confs.size(), confs.get(i).path("layer").path("@class").asText());
    }
    checkClasses(root, "");
    return new Checked(root.toString(), layout(root));
  }

  private void checkKind(int index, int count, String className) throws BadFileException {
    String kind = AdmittedClasses.simpleName(className);
    if (!AdmittedClasses.isLayer(className)) {
      throw refuse("layer %s has class \"%s\", which is not allowed", index, className);
    }
    if (!AdmittedClasses.contains(className)) {
      throw refuse(
          "layer %d is a %s, which is not supported; supported are %s",
          index, kind, String.join(", ", AdmittedClasses.SUPPORTED_LAYERS));
    }
    if (kind.equals("OutputLayer") != (index == count - 1)) {
      throw refuse(
          "layer %d of %d is a %s; the last layer, and no other, must be an OutputLayer",
          index, count, kind);
    }
  }

  /**
   * Refuses classes that are not admitted, wherever they stand. Strings in arrays are refused too,
   * because {@code ["class", {}]} is another way to name one.
   */
  private void checkClasses(JsonNode node, String place) throws BadFileException {
    if (node.isArray()) {
      for (JsonNode element : node) {
        boolean variable = element.isTextual() && place.equals("variables");
        refuseIf(
            !(element.isObject() || element.isNumber() || variable),
            "\"%s\" has an element that is neither an object nor a number",
            place);
        checkClasses(element, place);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().startsWith("@")) {
        String name = field.getValue().asText();
        if (!field.getKey().equals("@class") || !AdmittedClasses.contains(name)) {
          throw refuse(
              "\"%s\" names %s \"%s\", which is not allowed; only layers, activations, losses, updaters and initialisers of DL4J that ann2snn knows are",
              place, field.getKey(), name);
        }
      }
      checkClasses(field.getValue(), field.getKey());
    }
  }

  private Layout layout(JsonNode root) throws BadFileException {
    JsonNode confs = root.path("confs");
    try {
      Layout layout = Layout.of(root, Optional.empty());
      List<NetworkStage> stages = layout.stages();
      ConfigurationReader.architecture(stages);
      NetworkStage last = stages.get(stages.size() - 1);
      checkLossWeights(confs.size() - 1, confs, last.output().size());
      return layout;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refuse("%s", e.getMessage());
    }
  }

  private void checkLossWeights(int index, JsonNode confs, int outputs) throws BadFileException {
    JsonNode weights = confs.get(index).path("layer").path("lossFn").path("weights");
    if (weights.isObject()
        && (!weights.path("shape").toString().equals("[1," + outputs + "]")
            || weights.path("data").size() != outputs)) {
      throw refuse("layer %d has loss weights that are not one row of %d numbers", index, outputs);
    }
  }

  @FormatMethod
  private void refuseIf(boolean refused, String format, Object... args) throws BadFileException {
    if (refused) {
      throw refuse(format, args);
    }
  }

  @FormatMethod
  private BadFileException refuse(String format, Object... args) {
    return new BadFileException(file, ModelArchive.CONFIGURATION, Text.of(format, args));
  }
}
