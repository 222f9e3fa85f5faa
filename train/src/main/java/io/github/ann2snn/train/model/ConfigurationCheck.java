package io.github.ann2snn.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Admission check of a model's {@code configuration.json}, before DL4J sees it: what it is, which
 * classes it names, and that the layers fit together within {@link Architecture#MAX_PARAMETERS}.
 */
record ConfigurationCheck(Path file) {
  /** Where a graph's configuration lists names. */
  private static final Set<String> NAMES =
      Set.of("networkInputs", "networkOutputs", "topologicalOrderStr", "vertexInputs");

  /** An admitted configuration; DL4J gets {@code json}, not the bytes of the file. */
  record Checked(String json, Layout layout) {}

  /** Checks a chain, for training it further. */
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

  /**
   * Checks any network that {@link Dl4jModel} reads, for running it.
   *
   * @param samples as there
   */
  Checked checkAny(JsonNode root, Optional<Shape> samples) throws BadFileException {
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (NAMES.contains(field.getKey())) {
        checkNames(field.getKey(), field.getValue());
      } else {
        checkClasses(field.getValue(), field.getKey());
      }
    }
    checkArrays(root);
    try {
      return new Checked(root.toString(), Layout.of(root, samples));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refuse("%s", e.getMessage());
    }
  }

  /** Names of vertices, which DL4J reads as nothing else. */
  private void checkNames(String key, JsonNode node) throws BadFileException {
    for (JsonNode element : node) {
      refuseIf(
          !(element.isTextual() || (key.equals("vertexInputs") && element.isArray())),
          "\"%s\" has an element that is no name",
          key);
      checkNames("", element);
    }
  }

  /** Arrays must be as large as they say, or DL4J would believe them. */
  private void checkArrays(JsonNode node) throws BadFileException {
    JsonNode shape = node.path("shape");
    refuseIf(
        node.has("shape")
            && node.has("data")
            && !shape.toString().equals("[1," + node.path("data").size() + "]"),
        "has an array of shape %s that is not one row of its numbers",
        shape.toString().length() > 80 ? "" : shape);
    for (JsonNode child : node) {
      checkArrays(child);
    }
  }

  private void checkKind(int index, int count, String className) throws BadFileException {
    String kind = AdmittedClasses.simpleName(className);
    if (!AdmittedClasses.isLayer(className)) {
      throw refuse("layer %s has class \"%s\", which is not allowed", index, className);
    }
    if (!AdmittedClasses.isTrainable(className)) {
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
      NetworkStage.architecture(stages);
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
