package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.folding.Simplification;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.Term.Origin;
import io.github.ann2snn.convert.ann.Value.Part;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the layers of a graph: every activation is one, and what is linear before it are its
 * projections from those before. Pooling and batch normalisation become part of them, as does the
 * scaling of the input; a linear map that is followed by another is multiplied with it.
 */
final class GraphLayers {
  /** What is read: without padding and ReLUs that can lie elsewhere. */
  final AnnGraph graph;

  /** The layers. */
  final List<AnnLayer> layers = new ArrayList<>();

  /** For each of {@link #layers}, where its activations are. */
  final List<Place> activations = new ArrayList<>();

  /** The quantised activations of {@link #layers}, by their index. */
  final Map<Integer, ClipFloorShift> quantizations = new HashMap<>();

  private final MaxPooling maxPooling;
  private final Signed signed;
  private final LayerNames names;
  private final List<Value> values = new ArrayList<>();
  private final int[] uses;

  /** Of the samples, as maps see them; empty as long as none does. */
  private List<Integer> inputShape = List.of();

  /**
   * Values among those that a node gives.
   *
   * @param node its number
   * @param from the first
   */
  record Place(int node, int from) {}

  private GraphLayers(AnnGraph graph, MaxPooling maxPooling, Signed signed) {
    this.graph = graph;
    this.names = new LayerNames(graph);
    this.maxPooling = maxPooling;
    this.signed = signed;
    this.uses = graph.uses();
  }

  /**
   * Reads them all.
   *
   * @param maxPooling what becomes of it
   * @param signed whether neurons can stand for values below 0
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  static GraphLayers read(AnnGraph graph, MaxPooling maxPooling, Signed signed)
      throws ConversionRefusedException {
    boolean averages = maxPooling == MaxPooling.AVERAGE;
    AnnGraph folded = Simplification.of(averages ? AverageForMax.replace(graph) : graph);
    GraphLayers reader = new GraphLayers(folded, maxPooling, signed);
    for (int n = 0; n < folded.nodes().size(); n++) {
      reader.values.add(reader.read(n));
    }
    reader.end();
    return reader;
  }

  /** What a node gives; sums before it get neurons of their own where they cannot do without. */
  private Value read(int n) throws ConversionRefusedException {
    Node node = graph.nodes().get(n);
    try {
      return folded(n, node);
    } catch (ConversionRefusedException e) {
      boolean settled = false;
      for (int input : node.inputs()) {
        settled |= signed != Signed.NO && settle(input);
      }
      if (!settled) {
        throw e;
      }
      return folded(n, node);
    }
  }

  private Value folded(int n, Node node) throws ConversionRefusedException {
    try {
      return read(n, node, node.operation());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ConversionRefusedException.layer(node.toString(), "%s", e.getMessage());
    }
  }

  private Value read(int n, Node node, Operation operation) throws ConversionRefusedException {
    String place = node.toString();
    List<Value> before = node.inputs().stream().map(values::get).toList();
    if (operation instanceof Input input) {
      Value samples = Value.of(Projection.INPUT, node.shape());
      return samples.transform(ChannelTransform.of(input.scaling()), place);
    } else if (operation instanceof Relu relu) {
      return rectify(n, before.get(0), relu.bound(), slope(relu, node));
    } else if (operation instanceof ClipFloorShift function) {
      return quantise(n, before.get(0), function);
    } else if (operation instanceof BatchNorm norm) {
      return before.get(0).transform(ChannelTransform.of(norm), place);
    } else if (operation instanceof Pool pool) {
      if (pool.kind() == Pool.Kind.MAX) {
        requireGate(place);
      }
      return Positions.pool(before.get(0), shapeBefore(node).maps(), pool, place);
    } else if (operation instanceof GlobalAverage) {
      FeatureMaps maps = shapeBefore(node).maps();
      Window all = new Window(WindowAxis.of(maps.height(), 1), WindowAxis.of(maps.width(), 1));
      return Positions.pool(before.get(0), maps, new Pool(Pool.Kind.AVERAGE, all), place);
    } else if (operation instanceof Convolve convolve) {
      return Weights.convolution(
          convolve, shapeBefore(node).maps(), before.get(0), new Origin(n, place));
    } else if (operation instanceof Dense dense) {
      return Weights.matrix(dense, before.get(0), new Origin(n, place));
    } else if (operation instanceof Reshape) {
      return before.get(0).reshape(shapeBefore(node), node.shape(), place);
    } else if (operation instanceof Add) {
      return Value.add(before, node.shape(), place);
    } else if (operation instanceof Concat concat && concat.dimension() == 0) {
      return Value.concat(before, place);
    } else if (operation instanceof Slice slice) {
      return Positions.slice(node, before.get(0), shapeBefore(node), slice);
    } else if (operation instanceof Pad pad && pad.value() == 0) {
      return Positions.pad(node, before.get(0), shapeBefore(node), pad);
    }
    throw ConversionRefusedException.unsupported(
        place, "this kind of node is not supported there.");
  }

  private Shape shapeBefore(Node node) {
    return graph.inputShapes(node).get(0);
  }

  private List<Float> slope(Relu relu, Node node) throws ConversionRefusedException {
    List<Float> slopes = new ArrayList<>();
    for (float slope : relu.slope()) {
      if (slope != 0 && signed == Signed.NO) {
        throw ConversionRefusedException.unsupported(
            node.toString(),
            "its slope below 0 is %s, and the rate of spikes without sign cannot be negative. Leave --signed no out, or train with ReLU.",
            slope);
      }
      slopes.add(slope);
    }
    return slopes;
  }

  /** Gives sums without activation neurons of their own; tells whether there were any. */
  private boolean settle(int n) throws ConversionRefusedException {
    Value value = values.get(n);
    if (value.terms().stream().allMatch(Term::isIdentity)) {
      return false;
    }
    values.set(n, layers(n, value, Double.POSITIVE_INFINITY, List.of(1f)));
    return true;
  }

  /** Makes a layer of sums; none where they are rectified and bounded already. */
  private Value rectify(int n, Value value, double bound, List<Float> slope)
      throws ConversionRefusedException {
    List<Term> terms = value.terms();
    if (terms.size() == 1 && terms.get(0).isUnweighted() && !isSigned(terms.get(0).source())) {
      Term term = terms.get(0);
      if (largest(term.source()) <= bound) {
        return value;
      }
      if (term.isIdentity() && isAlone(n, term.source())) {
        layers.set(term.source(), layers.get(term.source()).withBound(bound));
        activations.set(term.source(), new Place(n, activations.get(term.source()).from()));
        return value;
      }
    }
    return layers(n, value, bound, slope);
  }

  private boolean isSigned(int source) {
    return source != Projection.INPUT && layers.get(source).isSigned();
  }

  /** The most that a source gives. */
  private double largest(int source) {
    if (source == Projection.INPUT) {
      return 1;
    }
    ClipFloorShift levels = quantizations.get(source);
    return levels == null ? layers.get(source).bound() : levels.lambda();
  }

  /** Whether a node alone takes the activations of a layer that has no levels. */
  private boolean isAlone(int n, int layer) {
    if (layer == Projection.INPUT || quantizations.containsKey(layer)) {
      return false;
    }
    int node = n;
    while (node != activations.get(layer).node()) {
      node = graph.nodes().get(node).inputs().get(0);
      if (uses[node] != 1) {
        return false;
      }
    }
    return true;
  }

  private Value quantise(int n, Value value, ClipFloorShift function)
      throws ConversionRefusedException {
    int first = layers.size();
    Value quantised = layers(n, value, Double.POSITIVE_INFINITY, List.of(0f));
    for (int l = first; l < layers.size(); l++) {
      quantizations.put(l, function);
    }
    return quantised;
  }

  /** A layer for each part, or one for all where that can be. */
  private Value layers(int n, Value value, double bound, List<Float> slope)
      throws ConversionRefusedException {
    Node node = graph.nodes().get(n);
    Value sums =
        value.canBeWhole(node.shape()) ? value.whole(node.shape(), node.toString()) : value;
    List<Part> made = new ArrayList<>();
    int from = 0;
    for (Part part : sums.parts()) {
      FeatureMaps maps = Value.maps(node.shape());
      FeatureMaps shape = new FeatureMaps(part.channels(), maps.height(), maps.width());
      List<Projection> projections = new ArrayList<>();
      for (Term term : part.terms()) {
        projections.add(term.projection(shape, node.toString()));
      }
      requireShapes(projections, node.toString());
      made.add(new Part(part.channels(), List.of(Term.of(layers.size()))));
      int each = slope.size() == 1 ? 0 : 1;
      List<Float> own = slope.subList(each * from, each * (from + part.channels()) + 1 - each);
      layers.add(new AnnLayer(names.next(n, part.terms()), projections, bound, own));
      activations.add(new Place(n, from * maps.area()));
      from += part.channels();
    }
    return new Value(made);
  }

  /** Neurons lie in one shape, for all that lead to them and all that they lead to. */
  private void requireShapes(List<Projection> projections, String place)
      throws ConversionRefusedException {
    List<Integer> shape = Population.shape(projections);
    for (Projection projection : projections) {
      List<Integer> taken = projection.inputShape();
      List<Integer> given = taken;
      if (!projection.isFromInput()) {
        given = Population.shape(layers.get(projection.source()).projections());
      } else if (taken.size() > 1) {
        inputShape = inputShape.isEmpty() ? taken : inputShape;
        given = inputShape;
      }
      boolean pools = projection.gate().isPresent();
      requireShape(
          taken, given, pools ? taken.equals(given) : FeatureMaps.areSame(taken, given), place);
      List<Integer> made = projection.connection().outputShape();
      requireShape(made, shape, FeatureMaps.areSame(made, shape), place);
    }
  }

  /** One size fits any shape. */
  private static void requireShape(
      List<Integer> own, List<Integer> other, boolean same, String place)
      throws ConversionRefusedException {
    if (own.size() > 1 && !same) {
      throw ConversionRefusedException.layer(
          place,
          "values of shape %s are reshaped to %s before it, and neurons have one shape alone. Only"
              + " flatten, before a matrix.",
          other,
          own);
    }
  }

  private void requireGate(String place) throws ConversionRefusedException {
    if (maxPooling == MaxPooling.REFUSE) {
      throw ConversionRefusedException.unsupported(
          place,
          "it takes maxima, and spikes can be added but not compared."
              + " Train with average pooling (a2 instead of m2), let a gate follow the largest"
              + " current with --max-pool gate, or take averages in its place with --max-pool"
              + " average, which costs accuracy.");
    }
  }

  /** The sums that no activation follows at the end are the output layer. */
  private void end() throws ConversionRefusedException {
    int last = graph.nodes().size() - 1;
    Node output = graph.output();
    Value value = values.get(last).whole(output.shape(), output.toString());
    List<Term> terms = value.terms();
    if (terms.size() == 1 && terms.get(0).isIdentity()) {
      throw ConversionRefusedException.unsupported(
          output.toString(), "it comes last, but the last layer must be dense, without ReLU.");
    }
    layers(last, value, Double.POSITIVE_INFINITY, List.of(0f));
  }
}
