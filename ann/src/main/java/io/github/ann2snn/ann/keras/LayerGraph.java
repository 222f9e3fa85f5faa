package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a functional model, which name the layers that they get their inputs from: Keras 2
 * writes {@code ["dense", 0, 0, {}]}, Keras 3 a tensor with {@code "keras_history": ["dense", 0,
 * 0]}. A layer that is called several times has the inputs of each call.
 */
final class LayerGraph {
  private static final int MOST_INPUTS = 1_000;

  /** What Keras 2 writes in place of a layer where an operation takes a number. */
  private static final String CONSTANT = "_CONSTANT_VALUE";

  private final KerasConfig model;
  private final Map<String, KerasLayer> layers = new HashMap<>();
  private KerasLayer input;

  /**
   * What a layer gave when it was called.
   *
   * @param call its number among the calls of the layer
   * @param output which of its outputs; there is one
   */
  record Reference(String layer, int call, int output) {}

  /** What a layer takes in one call: tensors, numbers beside them, settings that have names. */
  static final class Site {
    private final List<Reference> tensors = new ArrayList<>();
    private final List<JsonNode> constants = new ArrayList<>();
    private boolean constantFirst;
    private JsonNode named = MissingNode.getInstance();

    /** Finds tensors and numbers. */
    static Site of(JsonNode call) {
      Site site = new Site();
      site.collect(call);
      return site;
    }

    List<Reference> tensors() {
      return tensors;
    }

    List<JsonNode> constants() {
      return constants;
    }

    /** Whether a number comes before the tensors. */
    boolean constantFirst() {
      return constantFirst;
    }

    /** What else an operation is called with. */
    JsonNode named() {
      return named;
    }

    int size() {
      return tensors.size() + constants.size();
    }

    private void collect(JsonNode node) {
      JsonNode history = node.path("config").path("keras_history");
      JsonNode reference = history.isArray() ? history : node;
      if (isReference(reference)) {
        String layer = reference.get(0).textValue();
        if (layer.equals(CONSTANT)) {
          add(reference.get(2));
        } else {
          tensors.add(
              new Reference(layer, reference.get(1).intValue(), reference.get(2).asInt(-1)));
        }
        collectNamed(reference.path(3));
      } else if (node.isNumber()) {
        add(node);
      } else if (node.isArray()) {
        node.forEach(this::collect);
      } else if (node.isObject()) {
        collect(node.path("args"));
        collectNamed(node.path("kwargs"));
      }
    }

    private void add(JsonNode constant) {
      constantFirst |= tensors.isEmpty();
      constants.add(constant);
    }

    /** Arguments that have names: tensors, the second operand of an operation, settings. */
    private void collectNamed(JsonNode arguments) {
      for (Map.Entry<String, JsonNode> each : arguments.properties()) {
        JsonNode value = each.getValue();
        boolean operand = each.getKey().equals("y") || each.getKey().equals("x2");
        if (operand || holdsTensor(value) || holdsTensor(value.path(0))) {
          collect(value);
        }
      }
      if (!arguments.isEmpty()) {
        named = arguments;
      }
    }

    private static boolean holdsTensor(JsonNode node) {
      return node.isObject() || isReference(node);
    }

    private static boolean isReference(JsonNode node) {
      return node.isArray() && node.size() >= 3 && node.get(0).isTextual() && node.get(1).isInt();
    }
  }

  /**
   * @throws BadFileException if the model has no input, or several
   */
  LayerGraph(KerasConfig model) throws BadFileException {
    this.model = model;
    for (KerasLayer layer : model.layers()) {
      layers.put(layer.name(), layer);
      if (layer.node().path("inbound_nodes").isEmpty()) {
        if (input != null) {
          throw layer.refuse(
              "is a second input beside %s; supported are models with one input",
              Text.printable(input.name()));
        }
        input = layer;
      }
    }
    if (input == null) {
      throw KerasConfig.refuse(model.file(), "has no input layer");
    }
    input.refuseIf(
        !input.kind().equals("InputLayer"), "gets no input; supported are models with one input");
  }

  /**
   * Goes through all calls that the output needs, each behind those that it needs.
   *
   * @throws BadFileException if there is not one output, a layer is not there, or calls form a
   *     circle
   */
  KerasTensor run(KerasTensor sample, Caller caller) throws BadFileException {
    Map<Reference, KerasTensor> given = new HashMap<>();
    Map<Reference, Site> sites = new HashMap<>();
    given.put(new Reference(input.name(), 0, 0), sample);
    Reference output = output();
    Deque<Reference> path = new ArrayDeque<>();
    Set<Reference> open = new HashSet<>();
    if (!given.containsKey(output)) {
      path.push(output);
      open.add(output);
    }
    while (!path.isEmpty()) {
      Reference last = path.peek();
      KerasLayer layer = layer(last);
      if (!sites.containsKey(last)) {
        sites.put(last, site(layer, last));
      }
      Site site = sites.get(last);
      Reference missing = null;
      for (Reference tensor : site.tensors()) {
        missing = missing == null && !given.containsKey(tensor) ? tensor : missing;
      }
      if (missing == null) {
        path.pop();
        given.put(last, caller.call(layer, site, site.tensors().stream().map(given::get).toList()));
      } else {
        layer.refuseIf(
            !open.add(missing),
            "gets what is made of its own output, by way of %s; the file is damaged",
            Text.printable(missing.layer()));
        path.push(missing);
      }
    }
    return given.get(output);
  }

  /** Reads a layer. */
  @FunctionalInterface
  interface Caller {
    KerasTensor call(KerasLayer layer, Site site, List<KerasTensor> inputs) throws BadFileException;
  }

  private Reference output() throws BadFileException {
    Site outputs = Site.of(model.model().path("config").path("output_layers"));
    if (outputs.tensors().size() != 1 || outputs.tensors().get(0).output() != 0) {
      throw KerasConfig.refuse(
          model.file(),
          "has the outputs %s; supported is one",
          Text.printable(outputs.tensors().stream().map(Reference::layer).toList().toString()));
    }
    return outputs.tensors().get(0);
  }

  private KerasLayer layer(Reference reference) throws BadFileException {
    KerasLayer layer = layers.get(reference.layer());
    if (layer == null) {
      throw KerasConfig.refuse(
          model.file(),
          "uses a layer \"%s\", which it does not have; the file is damaged",
          Text.printable(reference.layer()));
    }
    return layer;
  }

  private static Site site(KerasLayer layer, Reference reference) throws BadFileException {
    int call = reference.call();
    layer.refuseIf(
        reference.output() != 0,
        "gives output %d to other layers; supported are layers with one output",
        reference.output());
    JsonNode calls = layer.node().path("inbound_nodes");
    layer.refuseIf(
        call < 0 || call >= calls.size(),
        "is used by its call %d, but is called %d times; the file is damaged",
        call,
        calls.size());
    Site site = Site.of(calls.get(call));
    layer.refuseIf(
        site.tensors().isEmpty() || site.size() > MOST_INPUTS,
        "gets %d inputs, expected 1 to %d",
        site.size(),
        MOST_INPUTS);
    return site;
  }
}
