package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the nodes of a chain into layers: {@code [Input] (} {@link LayerParts} {@code (IF | LIF |
 * CubaLIF))+ [Output]}. At the end, {@code I} or {@code LI} may stand in place of neurons, or
 * nothing at all; such an output layer only integrates. Values are kept as vectors in row-major
 * order, so that {@code Flatten} changes their shape alone.
 */
final class ChainReader {
  private final Map<String, NirNode> feedback;
  private final List<Population> layers = new ArrayList<>();
  private final Map<String, List<String>> nodesByRules = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private List<Integer> inputShape = List.of();
  private NirNode last;
  private NirNode integrator;
  private LayerParts parts = new LayerParts(true, List.of());

  /**
   * @param feedback connections from neurons back to them, by the name of the neurons
   */
  ChainReader(Map<String, NirNode> feedback) {
    this.feedback = feedback;
  }

  /** Reads the next node of the chain. */
  void add(NirNode node) throws BadFileException {
    if (last != null && last.type() == NodeType.OUTPUT) {
      throw last.group().fault("is an Output, but the node %s follows", node.name());
    }
    if (integrator != null && node.type() != NodeType.OUTPUT && node.type() != NodeType.FLATTEN) {
      throw integrator
          .group()
          .fault(
              "has type %s and passes its potential, a graded value, on to the node %s; only"
                  + " spikes pass between layers, so that I and LI can be read as the last node"
                  + " alone. Export its neurons as IF or LIF, which fire",
              integrator.type().nirName(), node.name());
    }
    if (node.type() == NodeType.INPUT) {
      addInput(node);
    } else if (node.type() == NodeType.OUTPUT) {
      addOutput(node);
    } else if (node.type().isNeuron() || node.type().isIntegrator()) {
      addNeurons(node);
    } else {
      addPart(node);
    }
    last = node;
  }

  private void addInput(NirNode node) throws BadFileException {
    if (last != null) {
      throw node.group().fault("is an Input, but follows the node %s", last.name());
    }
    inputShape = shape(node);
    parts = new LayerParts(true, inputShape);
  }

  /** What a node says of its shape; empty if it says nothing. */
  private static List<Integer> shape(NirNode node) throws BadFileException {
    Optional<Hdf5Dataset> shape = node.group().optionalDataset(NirNames.SHAPE);
    return shape.isPresent() ? Arrays.stream(shape.get().sizes()).boxed().toList() : List.of();
  }

  private void addPart(NirNode node) throws BadFileException {
    parts.add(node);
    if (inputShape.isEmpty() && parts.connection().isPresent()) {
      inputShape = parts.connection().get().inputShape();
      notes.add(
          Text.of(
              "there is no Input node with a shape: the input shape %s is that of %s",
              inputShape, node.name()));
    }
  }

  private void addNeurons(NirNode node) throws BadFileException {
    if (parts.connection().isEmpty()) {
      throw node.group()
          .fault(
              "has type %s, but no Affine, Linear or Conv2d node before it", node.type().nirName());
    }
    NeuronReader reader = new NeuronReader(node, parts.connection().get().outputs());
    addLayer(node, reader.read());
    nodesByRules.computeIfAbsent(reader.rules(), rules -> new ArrayList<>()).add(node.name());
    integrator = node.type().isIntegrator() ? node : null;
  }

  private void addLayer(NirNode node, NeuronModel neurons) throws BadFileException {
    String name = node.metadata().text(NirNames.LAYER).orElse(node.name());
    if (layers.stream().anyMatch(layer -> layer.name().equals(name))) {
      throw node.group().fault("is the second layer that is named '%s'", name);
    }
    Optional<NirNode> back = Optional.ofNullable(feedback.get(node.name()));
    layers.add(parts.layer(layers.size() - 1, name, neurons, back));
    notes.addAll(parts.notes());
    if (back.isPresent()) {
      notes.add(
          Text.of(
              "%s: feeds back to itself over %s; a spike arrives there one step later",
              node.name(), back.get().name()));
    }
    parts = new LayerParts(false, parts.shape());
  }

  private void addOutput(NirNode node) throws BadFileException {
    long values = LayerParts.product(parts.shape());
    List<Integer> stated = shape(node);
    if (parts.connection().isEmpty() && !stated.isEmpty() && LayerParts.product(stated) != values) {
      throw node.group().fault("has the shape %s, but %d values come in", stated, values);
    }
  }

  /**
   * The layers, in order.
   *
   * @param graph for the message
   * @throws BadFileException if the chain has none, or ends within one
   */
  List<Population> layers(Hdf5Group graph) throws BadFileException {
    parts.refuseUnfinished();
    if (layers.isEmpty()) {
      throw graph.fault(
          "has no neurons; expected Affine, Linear or Conv2d nodes, each followed by IF, LIF or"
              + " CubaLIF");
    }
    if (parts.connection().isPresent()) {
      NirNode node = parts.connectionNode();
      float[] start = new float[parts.connection().get().outputs()];
      addLayer(node, IntegrateAndFire.of(Firing.never(start)));
      notes.add(
          Text.of(
              "%s: has no neurons after it; what it gives is added up over the steps",
              node.name()));
    }
    return layers;
  }

  /** Shape of one input sample. */
  List<Integer> inputShape() {
    return inputShape;
  }

  /** Which rules were taken for which nodes, and why. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    nodesByRules.forEach((rules, nodes) -> all.add(String.join(", ", nodes) + ": " + rules));
    return all;
  }
}
