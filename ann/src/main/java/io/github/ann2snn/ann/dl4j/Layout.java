package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.dl4j.SampleShape.Sample;
import io.github.ann2snn.ann.folding.BatchNormFolding;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says without the network's numbers: layers, shapes, and how many numbers
 * there are.
 */
public final class Layout {
  private final Configuration configuration;
  private final Sample sample;
  private final Plan plan = new Plan();
  private final List<PlannedLayer> layers = new ArrayList<>();
  private final Map<String, Integer> nodes = new HashMap<>();

  private Layout(Configuration configuration, Sample sample) {
    this.configuration = configuration;
    this.sample = sample;
    String input = configuration.input();
    nodes.put(input, plan.input(input, sample.shape(), sample.channelsLast()));
  }

  /**
   * Reads a configuration, which may come from anywhere.
   *
   * @param samples the shape of what will go in, for files that do not say how large their images
   *     are
   * @throws IllegalArgumentException naming the layer and the reason, if one is not supported, or
   *     they do not fit together
   */
  public static Layout of(JsonNode root, Optional<Shape> samples) {
    Configuration configuration = Configuration.of(root);
    return of(configuration, SampleShape.of(configuration, samples), configuration.units().size());
  }

  /** As far as the first units go. */
  static Layout of(Configuration configuration, Sample sample, int units) {
    Layout layout = new Layout(configuration, sample);
    configuration.units().subList(0, units).forEach(layout::add);
    return layout;
  }

  private void add(Unit unit) {
    List<Integer> inputs = new ArrayList<>(unit.inputs().stream().map(nodes::get).toList());
    unit.said()
        .require(
            !unit.isLayer() || inputs.size() == 1,
            "is a layer of %d inputs; put a MergeVertex before it",
            inputs.size());
    if (unit.hasPreprocessor()) {
      LayerCall before = new LayerCall(plan, unit.name(), unit.preprocessor(), inputs.get(0));
      Rearranging.preprocess(before);
      inputs.set(0, before.node());
    }
    Shape input = plan.shape(inputs.get(0));
    LayerCall call = new LayerCall(plan, unit.name(), unit.said(), inputs.get(0));
    if (unit.isLayer()) {
      Layers.read(call, unit.name());
    }
    int node = unit.isLayer() ? call.node() : Vertices.read(plan, unit, inputs);
    nodes.put(configuration.isGraph() ? unit.name() : String.valueOf(unit.index()), node);
    layers.add(
        new PlannedLayer(
            unit.index(),
            unit.name(),
            unit.said().kind(),
            input,
            plan.shape(node),
            call.parameters(),
            call.stage()));
  }

  /** Whether it is a ComputationGraph, and no MultiLayerNetwork. */
  public boolean isGraph() {
    return configuration.isGraph();
  }

  /** Layers, and vertices that are none, in the order of their numbers. */
  public List<PlannedLayer> layers() {
    return List.copyOf(layers);
  }

  /** How many numbers there are, at most {@code Architecture.MAX_PARAMETERS}. */
  public int parameters() {
    return plan.numbers();
  }

  /** The shape of a sample, channels first. */
  public Shape input() {
    return sample.shape();
  }

  /** Whether Deeplearning4j takes samples with their channels last. */
  public boolean channelsLast() {
    return sample.channelsLast();
  }

  /** What the file does not say. */
  public List<String> assumptions() {
    return sample.assumption().stream().toList();
  }

  /** The shape of what the last unit gives that was read. */
  Shape reached(Unit unit) {
    return plan.shape(nodes.get(unit.inputs().get(0)));
  }

  /** How often a window leaves something over. */
  int leftOver() {
    return plan.leftOver();
  }

  /**
   * The network; batch normalisation and constant factors are taken into linear nodes where that is
   * exact.
   *
   * @param numbers as many as there are
   * @throws IllegalArgumentException if it has what none can have; the message names the layer
   */
  public AnnGraph graph(float[] numbers) {
    int output = nodes.get(configuration.output());
    Refusal.when(
        plan.shape(output).rank() != 1,
        "its output has the shape %s, expected one value for each class",
        plan.shape(output));
    return BatchNormFolding.fold(plan.graph(numbers, output));
  }

  /**
   * What an architecture says of the layers; those that neither have weights nor change the shape
   * are left out.
   *
   * @throws IllegalArgumentException if the network is no chain, or has a layer of which none can
   *     say anything
   */
  public List<NetworkStage> stages() {
    Refusal.when(
        configuration.isGraph(),
        "is a ComputationGraph's; only a MultiLayerNetwork is supported, a chain of layers");
    Refusal.when(channelsLast(), "has its channels last (NHWC); supported is NCHW");
    List<NetworkStage> stages = new ArrayList<>();
    for (PlannedLayer layer : layers) {
      if (layer.stage().isPresent()) {
        stages.add(stage(layer, layer.stage().get()));
      } else if (layer.parameters() > 0 || !layer.input().equals(layer.output())) {
        throw Refusal.of(
            "layer %d is a %s, which no architecture has", layer.index(), layer.kind());
      }
    }
    return stages;
  }

  /**
   * The architecture that its layers make.
   *
   * @throws IllegalArgumentException as {@link #stages}, or if they do not make one
   */
  public Architecture architecture() {
    return NetworkStage.architecture(stages());
  }

  private static NetworkStage stage(PlannedLayer layer, Stage stage) {
    try {
      NetworkStage made =
          new NetworkStage(
              layer.index(), layer.name(), stage, size(layer.input()), layer.parameters());
      made.output();
      return made;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Text.of("layer %d (%s) %s", layer.index(), Text.printable(layer.name()), e.getMessage()),
          e);
    }
  }

  private static io.github.ann2snn.ann.architecture.Shape size(Shape shape) {
    Refusal.when(shape.rank() == 2, "takes values of shape %s, which no architecture has", shape);
    return shape.rank() == 1
        ? io.github.ann2snn.ann.architecture.Shape.ofRow(shape.values())
        : io.github.ann2snn.ann.architecture.Shape.ofMaps(
            shape.size(0), shape.size(1), shape.size(2));
  }
}
