package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The vertices of a ComputationGraph that are no layers. */
final class Vertices {
  /** Of their classes. */
  static final String PACKAGE = "org.deeplearning4j.nn.conf.graph.";

  private static final Map<String, Vertex> READ =
      Map.of(
          "ElementWiseVertex", new Vertex(Role.ARITHMETIC, Vertices::elementwise),
          "MergeVertex", new Vertex(Role.JOINING, Vertices::merged),
          "SubsetVertex", new Vertex(Role.PART, Vertices::subset),
          "ShiftVertex", new Vertex(Role.ARITHMETIC, Vertices::shifted),
          "ScaleVertex", new Vertex(Role.ARITHMETIC, Vertices::scaled),
          "ReshapeVertex", new Vertex(Role.SHAPE, Vertices::reshaped),
          "PreprocessorVertex", new Vertex(Role.SHAPE, Vertices::preprocessed));

  private final Plan plan;
  private final String name;
  private final LayerSettings said;
  private final Integer[] inputs;

  private Vertices(Plan plan, Unit unit, List<Integer> inputs) {
    this.plan = plan;
    name = unit.name();
    said = unit.said();
    this.inputs = inputs.toArray(Integer[]::new);
  }

  /**
   * A kind of vertex.
   *
   * @param role what it is for
   * @param reader gives the node that has its values
   */
  private record Vertex(Role role, ToIntFunction<Vertices> reader) {}

  /** Those that are read, without their package, and what each is for. */
  static SortedMap<String, Role> roles() {
    SortedMap<String, Role> roles = new TreeMap<>();
    READ.forEach((name, vertex) -> roles.put(name, vertex.role()));
    return roles;
  }

  /**
   * Reads one.
   *
   * @return the node that gives its values
   * @throws IllegalArgumentException naming it and the reason, if it is not supported or does not
   *     fit
   */
  static int read(Plan plan, Unit unit, List<Integer> inputs) {
    try {
      return new Vertices(plan, unit, inputs).read();
    } catch (LayerSettings.LayerRefusal e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw unit.said().refuse("cannot be: %s", e.getMessage());
    }
  }

  private int read() {
    String kind = said.kind();
    said.require(
        said.className().equals(PACKAGE + kind),
        "has class \"%s\", which is not allowed",
        Text.printable(said.className()));
    Vertex vertex = READ.get(kind);
    said.require(
        vertex != null,
        "is a %s, which is not supported; supported are LayerVertex, %s",
        Text.printable(kind),
        String.join(", ", roles().keySet()));
    return vertex.reader().applyAsInt(this);
  }

  private int shifted() {
    return scaled(1, said.real("shiftFactor", 0));
  }

  private int scaled() {
    return scaled(said.real("scaleFactor"), 0);
  }

  private int preprocessed() {
    said.require(said.node().path("preProcessor").isObject(), "has no preprocessor");
    return single();
  }

  private int single() {
    said.require(inputs.length == 1, "takes %d vertices, expected one", inputs.length);
    return inputs[0];
  }

  private int elementwise() {
    String operation = said.word("op", "Add", "Average");
    if (inputs.length == 1) {
      return inputs[0];
    }
    requireAlike();
    int sum = plan.add(name, new Add(), inputs);
    return operation.equals("Add") ? sum : scaled(sum, 1f / inputs.length, 0);
  }

  private void requireAlike() {
    for (int input : inputs) {
      said.require(
          plan.channelsLast(input) == plan.channelsLast(inputs[0]),
          "takes values whose channels come first and values whose channels come last");
    }
  }

  private int scaled(float scale, float shift) {
    return scaled(single(), scale, shift);
  }

  private int scaled(int input, float scale, float shift) {
    LayerCall call = new LayerCall(plan, name, said, input);
    call.scale(scale, shift);
    return call.node();
  }

  private int merged() {
    if (inputs.length == 1) {
      return inputs[0];
    }
    requireAlike();
    int rank = plan.shape(inputs[0]).rank();
    int axis = said.has("mergeAxis") ? said.first("mergeAxis", 1) : 1;
    int channels = plan.channelsLast(inputs[0]) ? rank : 1;
    said.require(
        axis == channels, "merges along axis %d; supported are channels, here %d", axis, channels);
    return plan.add(name, new Concat(0), inputs);
  }

  /** Channels, both ends included. */
  private int subset() {
    int input = single();
    Shape shape = plan.shape(input);
    said.require(!plan.channelsLast(input), "takes part of values whose channels come last (NHWC)");
    int from = said.first("from", 0);
    int to = said.first("to", from);
    List<Integer> start = new ArrayList<>(List.of(from));
    List<Integer> end = new ArrayList<>(List.of(to + 1));
    for (int d = 1; d < shape.rank(); d++) {
      start.add(0);
      end.add(shape.size(d));
    }
    return plan.add(name, Rearranging.part(start, end), input);
  }

  private int reshaped() {
    int input = single();
    said.require(
        said.node().path("reshapeOrder").asText("c").equals("c"), "reshapes in Fortran's order");
    said.require(!plan.channelsLast(input), "reshapes values whose channels come last (NHWC)");
    int count = said.node().path("newShape").size();
    said.require(count >= 2, "has \"newShape\" %s; it must be a list", said.json("newShape"));
    List<Integer> sizes = new ArrayList<>();
    int values = plan.shape(input).values();
    int open = -1;
    long known = 1;
    for (int d = 1; d < count; d++) {
      int size = said.node().path("newShape").get(d).asInt();
      said.require(
          (size >= 1 && size <= values) || (size == -1 && open < 0),
          "has \"newShape\" %s",
          said.json("newShape"));
      open = size == -1 ? d - 1 : open;
      known = size == -1 ? known : Math.multiplyExact(known, size);
      sizes.add(size);
    }
    if (open >= 0) {
      said.require(values % known == 0, "has \"newShape\" %s", said.json("newShape"));
      sizes.set(open, (int) (values / known));
    }
    said.require(
        said.node().path("newShape").get(0).asInt() == -1 || open < 0,
        "has \"newShape\" %s, of which the first is not the batch's",
        said.json("newShape"));
    LayerCall call = new LayerCall(plan, name, said, input);
    call.reshape(new Shape(sizes));
    return call.node();
  }
}
