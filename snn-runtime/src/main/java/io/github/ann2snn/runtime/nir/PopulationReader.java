package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes populations of neurons and of what leads to them, and keeps what is to be told of it. */
final class PopulationReader {
  private final Map<String, NirNode> feedback;
  private final List<Population> populations = new ArrayList<>();
  private final List<String> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, List<String>> nodesByRules = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param feedback connections from neurons back to them, by the name of the neurons
   */
  PopulationReader(Map<String, NirNode> feedback) {
    this.feedback = feedback;
  }

  /** Keeps something to tell, unless it is empty. */
  void note(String note) {
    if (!note.isEmpty()) {
      notes.add(note);
    }
  }

  /**
   * Reads neurons.
   *
   * @param incoming what lies before them
   * @return what they give
   * @throws BadFileException if the ways do not fit each other or the neurons
   */
  LayerParts add(NirNode node, List<LayerParts> incoming) throws BadFileException {
    List<Projection> projections = new ArrayList<>();
    for (LayerParts part : incoming) {
      Projection projection = part.projection(node);
      if (part.after().isPresent() && incoming.size() > 1) {
        ScaleNode scale = part.after().get();
        projection = projection.withConnection(scale.behind(projection.connection()));
        note(scale, "the weights of " + part.connectionNode().orElseThrow().name(), projection);
      }
      projections.add(projection);
    }
    int neurons = projections.get(0).connection().outputs();
    NeuronReader reader = new NeuronReader(node, neurons);
    NeuronModel model = reader.read();
    Optional<ScaleNode> after = incoming.get(0).after();
    if (after.isPresent() && incoming.size() == 1) {
      if (feedback.containsKey(node.name())) {
        throw after
            .get()
            .group()
            .fault(
                "comes before recurrent neurons; multiply it into the weights of %s",
                incoming.get(0).connectionNode().orElseThrow().name());
      }
      model = model.withInputScaled(after.get().values(neurons));
      note(after.get(), "the input of the neurons of " + node.name(), projections.get(0));
    }
    addPopulation(node, projections, model);
    nodesByRules.computeIfAbsent(reader.rules(), rules -> new ArrayList<>()).add(node.name());
    Optional<NirNode> integrator =
        node.type().isIntegrator() ? Optional.of(node) : Optional.empty();
    List<Integer> shape = GraphLayout.shape(incoming.stream().map(LayerParts::shape).toList());
    return new LayerParts(populations.size() - 1, integrator, shape);
  }

  private void note(ScaleNode scale, String into, Projection projection) throws BadFileException {
    float[] values = scale.values(projection.connection().outputs());
    notes.add(Text.of("%s: multiplied into %s%s", scale.name(), into, ScaleNode.rounding(values)));
  }

  private void addPopulation(NirNode node, List<Projection> projections, NeuronModel model)
      throws BadFileException {
    String name = node.metadata().text(NirNames.LAYER).orElse(node.name());
    if (!names.add(name)) {
      throw node.group().fault("is the second layer that is named '%s'", name);
    }
    Population population;
    try {
      population = new Population(name, projections, model);
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
    NirNode back = feedback.get(node.name());
    if (back != null) {
      Optional<Connection> recurrent = Optional.of(feedback(back, population.shape()));
      population = new Population(name, projections, model, recurrent);
      notes.add(
          Text.of(
              "%s: feeds back to itself over %s; a spike arrives there one step later",
              node.name(), back.name()));
    }
    populations.add(population);
    nodes.add(node.name());
  }

  private static Connection feedback(NirNode node, List<Integer> shape) throws BadFileException {
    List<Integer> stated =
        node.type() == NodeType.CONVOLUTION_1D
            ? new WindowReader(node).fileShape(ShortcutWeights.maps(shape))
            : shape;
    Connection back =
        new ConnectionReader(node).connection(node.type().isConvolution() ? stated : List.of());
    if (!FeatureMaps.areSame(back.inputShape(), shape)
        || !FeatureMaps.areSame(back.outputShape(), shape)) {
      throw node.group()
          .fault(
              "leads from %s to %s, but the neurons have the shape %s",
              back.inputShape(), back.outputShape(), shape);
    }
    return back;
  }

  /**
   * Reads what the last node gives: weights without neurons are the output, which only integrates
   * what comes over them and what is added to that.
   *
   * @throws BadFileException if something else is left over
   */
  void end(NirNode node, List<LayerParts> last) throws BadFileException {
    Optional<NirNode> weights = LayerParts.connectionNode(last);
    if (weights.isEmpty()) {
      refuseSum(node, last);
    }
    if (weights.isEmpty() || populations.isEmpty()) {
      return;
    }
    List<Projection> projections = new ArrayList<>();
    for (LayerParts part : last) {
      Projection projection = part.projection(weights.get());
      projections.add(
          part.after().isEmpty()
              ? projection
              : projection.withConnection(part.after().get().behind(projection.connection())));
    }
    float[] start = new float[projections.get(0).connection().outputs()];
    addPopulation(weights.get(), projections, IntegrateAndFire.of(Firing.never(start)));
    notes.add(
        Text.of(
            "%s: has no neurons after it; what it gives is added up over the steps",
            weights.get().name()));
  }

  /** Where there are no weights, one population itself is the output. */
  private void refuseSum(NirNode node, List<LayerParts> last) throws BadFileException {
    for (LayerParts part : last) {
      part.refuseUnfinished();
    }
    if (last.size() > 1) {
      List<String> sources = last.stream().map(part -> part.source(populations)).toList();
      throw node.group()
          .fault(
              "adds what %s give; only one population can be the output",
              NirNames.listed(sources, " and "));
    }
  }

  /** The populations so far, in order. */
  List<Population> read() {
    return populations;
  }

  /** The names of the nodes that they are. */
  List<String> nodes() {
    return nodes;
  }

  /**
   * All populations.
   *
   * @param group of the graph, for the message
   * @throws BadFileException if there is none
   */
  List<Population> all(Hdf5Group group) throws BadFileException {
    if (populations.isEmpty()) {
      throw group.fault(
          "has no neurons; expected IF, LIF or CubaLIF nodes, and Affine, Linear, Conv1d or Conv2d"
              + " nodes that lead to them");
    }
    return populations;
  }

  /** Which rules were taken for which nodes, and why. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    nodesByRules.forEach((rules, nodes) -> all.add(NirNames.listed(nodes, ", ") + ": " + rules));
    return all;
  }
}
