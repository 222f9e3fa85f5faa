package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a functional model, which name the layers that they get their inputs from: Keras 2
 * writes {@code ["dense", 0, 0, {}]}, Keras 3 a tensor with {@code "keras_history": ["dense", 0,
 * 0]}.
 */
record LayerGraph(Path file, List<KerasLayer> layers) {

  /**
   * The layers in the order in which samples pass them.
   *
   * @param config of the model
   * @throws BadFileException if they are not a chain that ends with the model's only output
   */
  List<KerasLayer> chain(JsonNode config) throws BadFileException {
    Map<String, KerasLayer> next = new HashMap<>();
    KerasLayer first = null;
    for (KerasLayer layer : layers) {
      List<String> sources = sources(layer);
      if (sources.isEmpty()) {
        if (first != null) {
          throw layer.refuse(
              "is a second input beside %s; supported are models with one input",
              KerasLayer.printable(first.name()));
        }
        first = layer;
      } else {
        connect(next, sources.get(0), layer);
      }
    }
    if (first == null) {
      throw KerasConfig.refuse(file, "has no input layer");
    }
    List<KerasLayer> chain = follow(first, next);
    checkOutput(config.path("output_layers"), chain.get(chain.size() - 1));
    return chain;
  }

  private static void connect(Map<String, KerasLayer> next, String source, KerasLayer layer)
      throws BadFileException {
    KerasLayer other = next.putIfAbsent(source, layer);
    if (other != null) {
      throw layer.refuse(
          "gets the output of %s, and so does %s; supported is a chain of layers without branches",
          KerasLayer.printable(source), KerasLayer.printable(other.name()));
    }
  }

  private List<KerasLayer> follow(KerasLayer first, Map<String, KerasLayer> next)
      throws BadFileException {
    List<KerasLayer> chain = new ArrayList<>();
    for (KerasLayer layer = first; layer != null; layer = next.remove(layer.name())) {
      chain.add(layer);
    }
    if (chain.size() < layers.size()) {
      Set<KerasLayer> reached = new HashSet<>(chain);
      KerasLayer lost =
          layers.stream().filter(layer -> !reached.contains(layer)).findFirst().orElseThrow();
      throw lost.refuse("is not reached from the input; supported is a chain of layers");
    }
    return chain;
  }

  private void checkOutput(JsonNode outputs, KerasLayer last) throws BadFileException {
    List<String> names = new ArrayList<>();
    collect(outputs, names);
    if (names.size() != 1 || !names.get(0).equals(last.name())) {
      throw KerasConfig.refuse(
          file,
          "has the outputs %s; supported is one, of the last layer, %s",
          KerasLayer.printable(names.toString()),
          KerasLayer.printable(last.name()));
    }
  }

  private static List<String> sources(KerasLayer layer) throws BadFileException {
    JsonNode calls = layer.node().path("inbound_nodes");
    layer.refuseIf(
        calls.size() > 1, "is used %d times; shared layers are not supported", calls.size());
    List<String> sources = new ArrayList<>();
    collect(calls, sources);
    layer.refuseIf(
        sources.size() > 1,
        "gets %d inputs, as Add and Concatenate do; supported is a chain of layers. Train a model without branches",
        sources.size());
    return sources;
  }

  private static void collect(JsonNode node, List<String> names) {
    if (node.isArray() && node.size() >= 3 && node.get(0).isTextual() && node.get(1).isInt()) {
      names.add(node.get(0).textValue());
      collect(node.path(3), names);
      return;
    }
    for (JsonNode child : node) {
      collect(child, names);
    }
  }
}
