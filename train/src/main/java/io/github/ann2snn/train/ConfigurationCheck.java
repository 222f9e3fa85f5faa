package io.github.ann2snn.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.train.qcfs.ClipFloorShift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Admission check of a model's {@code configuration.json}, before DL4J sees it: what it is, which
 * classes it names, and that the layers fit together within {@link Architecture#MAX_PARAMETERS}.
 */
final class ConfigurationCheck {
  private static final int MAX_DEPTH = 64;
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  /**
   * A layer with parameters: {@code inputs * outputs} weights and a bias per output or none; or,
   * {@code scaled}, one trained scale and nothing else.
   */
  record Layer(String name, int inputs, int outputs, boolean bias, boolean scaled) {
    long parameters() {
      return scaled ? 1 : (long) inputs * outputs + (bias ? outputs : 0);
    }
  }

  /** An admitted configuration; DL4J gets {@code json}, not the bytes of the file. */
  record Checked(String json, List<Layer> layers) {
    /** At most {@link Architecture#MAX_PARAMETERS}. */
    int parameters() {
      return (int) layers.stream().mapToLong(Layer::parameters).sum();
    }
  }

  private final Path file;

  ConfigurationCheck(Path file) {
    this.file = file;
  }

  Checked check(byte[] content) throws ModelFileException {
    JsonNode root = parse(content);
    if (root.has("vertices") || root.has("networkInputs")) {
      throw refuse(
          "is a ComputationGraph's; only a MultiLayerNetwork is supported, a chain of layers");
    }
    JsonNode confs = root.path("confs");
    if (!confs.isArray() || confs.isEmpty()) {
      throw refuse("has no list \"confs\" of layers, as a MultiLayerNetwork's configuration does");
    }
    String type = root.path("dataType").asText("FLOAT");
    if (!type.equals("FLOAT")) {
      throw refuse("has data type " + type + "; only FLOAT is supported");
    }
    for (int i = 0; i < confs.size(); i++) {
      checkKind(i, confs.size(), confs.get(i).path("layer").path("@class").asText());
    }
    checkClasses(root, "");
    return new Checked(root.toString(), layers(confs));
  }

  private JsonNode parse(byte[] content) throws ModelFileException {
    try {
      JsonNode root = MAPPER.readTree(content);
      if (root == null || !root.isObject()) {
        throw refuse("is not a JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new ModelFileException(
          file,
          ModelArchive.CONFIGURATION,
          "is not JSON that can be read: " + e.getOriginalMessage(),
          e);
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelFileException(file, ModelArchive.CONFIGURATION, e.getMessage(), e);
    }
  }

  private void checkKind(int index, int count, String className) throws ModelFileException {
    String kind = AdmittedClasses.simpleName(className);
    if (!AdmittedClasses.isLayer(className)) {
      throw refuse("layer " + index + " has class \"" + className + "\", which is not allowed");
    }
    if (!AdmittedClasses.contains(className)) {
      throw refuse(
          "layer %d is a %s, which is not supported; supported are %s"
              .formatted(index, kind, String.join(", ", AdmittedClasses.SUPPORTED_LAYERS)));
    }
    if (kind.equals("OutputLayer") != (index == count - 1)) {
      throw refuse(
          "layer %d of %d is a %s; the last layer, and no other, must be an OutputLayer"
              .formatted(index, count, kind));
    }
  }

  /**
   * Refuses classes that are not admitted, wherever they stand. Strings in arrays are refused too,
   * because {@code ["class", {}]} is another way to name one.
   */
  private void checkClasses(JsonNode node, String place) throws ModelFileException {
    if (node.isArray()) {
      for (JsonNode element : node) {
        boolean variable = element.isTextual() && place.equals("variables");
        if (!(element.isObject() || element.isNumber() || variable)) {
          throw refuse("\"" + place + "\" has an element that is neither an object nor a number");
        }
        checkClasses(element, place);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().startsWith("@")) {
        String name = field.getValue().asText();
        if (!field.getKey().equals("@class") || !AdmittedClasses.contains(name)) {
          throw refuse(
              "\"%s\" names %s \"%s\", which is not allowed; only layers, activations, losses,"
                      .formatted(place, field.getKey(), name)
                  + " updaters and initialisers of DL4J that ann2snn knows are");
        }
      }
      checkClasses(field.getValue(), field.getKey());
    }
  }

  private List<Layer> layers(JsonNode confs) throws ModelFileException {
    List<Layer> layers = new ArrayList<>();
    long parameters = 0;
    for (int i = 0; i < confs.size(); i++) {
      JsonNode node = confs.get(i).path("layer");
      String className = node.path("@class").asText();
      if (AdmittedClasses.isQcfs(className)) {
        layers.add(qcfs(i, node, layers));
        parameters++;
        continue;
      }
      String kind = AdmittedClasses.simpleName(className);
      if (!kind.equals("DenseLayer") && !kind.equals("OutputLayer")) {
        continue;
      }
      Layer layer = layer(i, node);
      if (!layers.isEmpty() && layers.get(layers.size() - 1).outputs() != layer.inputs()) {
        throw refuse(
            "layer %d has %d inputs, but the layer before it has %d outputs"
                .formatted(i, layer.inputs(), layers.get(layers.size() - 1).outputs()));
      }
      parameters = Math.addExact(parameters, layer.parameters());
      if (parameters > Architecture.MAX_PARAMETERS) {
        throw refuse(
            "has more than "
                + Architecture.MAX_PARAMETERS
                + " weights and biases up to layer "
                + i);
      }
      layers.add(layer);
    }
    return layers;
  }

  private Layer layer(int index, JsonNode node) throws ModelFileException {
    int inputs = size(index, node, "nin");
    int outputs = size(index, node, "nout");
    if (node.path("hasLayerNorm").asBoolean()) {
      throw refuse("layer " + index + " has layer normalisation, which is not supported");
    }
    JsonNode weights = node.path("lossFn").path("weights");
    if (weights.isObject()
        && (!weights.path("shape").toString().equals("[1," + outputs + "]")
            || weights.path("data").size() != outputs)) {
      throw refuse(
          "layer %d has loss weights that are not one row of %d numbers".formatted(index, outputs));
    }
    String name = node.path("layerName").asText("layer" + index);
    return new Layer(name, inputs, outputs, node.path("hasBias").asBoolean(true), false);
  }

  private Layer qcfs(int index, JsonNode node, List<Layer> before) throws ModelFileException {
    if (before.isEmpty()) {
      throw refuse("layer " + index + " is a QcfsLayer; it must come behind a layer with weights");
    }
    JsonNode levels = node.path("levels");
    if (!levels.isInt() || !ClipFloorShift.isLevels(levels.intValue())) {
      throw refuse(
          "layer %d has \"levels\" %s; %s".formatted(index, levels, ClipFloorShift.levelsRule()));
    }
    int width = before.get(before.size() - 1).outputs();
    return new Layer(node.path("layerName").asText("layer" + index), width, width, false, true);
  }

  private int size(int index, JsonNode node, String key) throws ModelFileException {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 1
        || value.intValue() > Architecture.MAX_SIZE) {
      throw refuse(
          "layer %d has \"%s\" %s; it must be a number from 1 to %d"
              .formatted(index, key, value, Architecture.MAX_SIZE));
    }
    return value.intValue();
  }

  private ModelFileException refuse(String reason) {
    return new ModelFileException(file, ModelArchive.CONFIGURATION, reason);
  }
}
