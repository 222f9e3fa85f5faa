package io.github.ann2snn.runtime.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per graph that is no network; the message names file, place and reason. */
class NirTopologyDefectTest extends RefusedGraphs {
  private static final String SUPPORTED =
      "Input, Output, Affine, Linear, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale, IF,"
          + " LIF, CubaLIF, I, LI";
  private static final String FEEDBACK =
      "; of feedback, only one connection (Affine, Linear, Conv1d or Conv2d) from neurons straight"
          + " back to them can be read";

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"cycles", "ends", "edges", "order", "merges"})
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> cycles() {
    return Stream.of(
        defect(
            "/node/edges",
            "the network is recurrent, affine_0 -> lif_0 -> affine_1 -> if_1 -> affine_0"
                + FEEDBACK,
            graph()
                .edges(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "if_1>affine_0",
                    "if_1>output")),
        defect(
            "/node/edges",
            "the network is recurrent, x_0 -> x_1 -> x_2 -> x_3 -> x_4 -> x_5 -> x_6 and 14 more"
                + " nodes"
                + FEEDBACK,
            ring(20)),
        defect(
            "/node/edges",
            "the network is recurrent, lif_0 -> lif_0" + FEEDBACK,
            graph().edges("input>affine_0", "affine_0>lif_0", "lif_0>lif_0")));
  }

  private static GraphFile ring(int nodes) {
    GraphFile graph = graph();
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      graph.node("x_" + i, "Flatten");
      edges.add("x_" + i + ">x_" + (i + 1) % nodes);
    }
    return graph.edges(edges.toArray(String[]::new));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        defect(
            "/node/edges",
            "nothing leads to affine_0, if_1, output; only input can be first",
            graph().edges("affine_0>lif_0", "lif_0>affine_1", "input>affine_1")),
        defect(
            "/node/edges",
            "nothing leads to lif_0; only input can be first",
            graph().edges("input>affine_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output")),
        defect(
            "/node/edges",
            "nothing follows affine_0; only output can be last",
            graph()
                .without("lif_0")
                .edges("input>affine_0", "input>affine_1", "affine_1>if_1", "if_1>output")),
        defect(
            "/node/edges",
            "nothing follows affine_0, if_1; only one node can be last",
            graph()
                .without("lif_0")
                .without("output")
                .edges("input>affine_0", "input>affine_1", "affine_1>if_1")),
        defect(
            "/node/edges",
            "nothing leads to affine_0, affine_1; only one node can be first",
            graph()
                .without("input")
                .edges("affine_0>lif_0", "lif_0>if_1", "affine_1>if_1", "if_1>output")),
        defect(
            "/node/edges",
            "the graph has several inputs, input, other; only one can be read",
            graph()
                .node("other", "Input")
                .edges(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "other>if_1",
                    "if_1>output")),
        defect(
            "/node/edges",
            "the graph has several outputs, other, output; only one can be read",
            graph()
                .node("other", "Output")
                .edges(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "lif_0>other",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("output"),
            "is an Output, but if_1 follows it",
            graph()
                .edges(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>output",
                    "output>if_1")),
        defect(
            node("input"),
            "is an Input, but if_1 leads to it",
            graph()
                .without("output")
                .edges("affine_0>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>input")));
  }

  static Stream<Arguments> edges() {
    return Stream.of(
        defect(
            "/node/edges",
            "names the node ghost, which does not exist",
            graph().edges("input>affine_0", "affine_0>ghost")),
        defect(
            "/node/edges",
            "has the shape [2], expected pairs of node names, [edges, 2]",
            graph().withPath("node/edges", new String[] {"input", "affine_0"})),
        defect(
            "/node/edges",
            "holds FixedPoint, expected a string",
            graph().withPath("node/edges", new long[][] {{1, 2}})));
  }

  static Stream<Arguments> order() {
    return Stream.of(
        defect(
            node("affine_1"),
            "follows the node affine_0 without neurons between them; multiply their weights into"
                + " one node",
            graph()
                .without("lif_0")
                .edges("input>affine_0", "affine_0>affine_1", "affine_1>if_1", "if_1>output")),
        defect(
            node("affine_0"),
            "leads to several nodes, lif_0 and lif_1, without neurons in between; give each of"
                + " them a copy of the weights of affine_0",
            graph()
                .node("lif_1", "LIF")
                .edges(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "affine_0>lif_1",
                    "lif_0>affine_1",
                    "lif_1>affine_1",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("lif_0/r"),
            "has 2 values, but there are 3 neurons",
            graph()
                .without("affine_0")
                .edges("input>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output")),
        defect(
            node("if_1"),
            "has type IF, but no Affine, Linear, Conv1d or Conv2d node before it, and nobody says"
                + " the shape of what comes in",
            graph()
                .without("affine_0")
                .without("lif_0")
                .without("affine_1")
                .without("input/shape")
                .edges("input>if_1", "if_1>output")),
        defect(
            node("delay"),
            "has type Delay, which is not supported; export the network with these only: "
                + SUPPORTED,
            graph().node("delay", "Delay")),
        defect(
            "/node",
            "has no neurons; expected IF, LIF or CubaLIF nodes, and Affine, Linear, Conv1d or"
                + " Conv2d nodes that lead to them",
            graph()
                .without("affine_0")
                .without("lif_0")
                .without("affine_1")
                .without("if_1")
                .with("output/shape", new long[] {3})
                .edges("input>output")));
  }

  /** The usual graph, where something else leads to a node, too. */
  private static GraphFile merged(String... more) {
    List<String> edges =
        new ArrayList<>(
            List.of(
                "input>affine_0",
                "affine_0>lif_0",
                "lif_0>affine_1",
                "affine_1>if_1",
                "if_1>output"));
    edges.addAll(List.of(more));
    return graph().edges(edges.toArray(String[]::new));
  }

  static Stream<Arguments> merges() {
    return Stream.of(
        defect(
            node("if_1"),
            "adds [1] and [2], which come from affine_1, lif_0: their shapes differ",
            merged("lif_0>if_1")),
        defect(
            node("affine_1"),
            "adds [2] and [3], which come from lif_0, input: their shapes differ",
            merged("input>affine_1")),
        defect(
            node("output"),
            "adds what if_1 and extra give; only one population can be the output",
            merged("lif_0>other", "other>extra", "extra>output")
                .node("other", "Affine")
                .with("other/weight", new float[][] {{1, 2}})
                .with("other/bias", new float[1])
                .node("extra", "IF")
                .with("extra/r", new float[] {1})
                .with("extra/v_threshold", new float[] {1})),
        defect(
            node("join"),
            "adds what the inputs and lif_0 give; only one population can be the output",
            graph()
                .without("output")
                .without("affine_1")
                .without("if_1")
                .node("join", "Flatten")
                .with("affine_0/weight", new float[3][3])
                .with("affine_0/bias", new float[3])
                .node("lif_0", "IF")
                .with("lif_0/r", new float[] {1})
                .with("lif_0/v_threshold", new float[] {1})
                .with("lif_0/v_reset", new float[] {0})
                .edges("input>affine_0", "affine_0>lif_0", "input>join", "lif_0>join")),
        defect(
            node("max"),
            "pools the sum of if_0 and if_2 by its maximum; only one population's spikes can be"
                + " pooled so",
            images()
                .node("if_2", "IF")
                .with("if_2/r", new float[] {1})
                .with("if_2/v_threshold", new float[] {1})
                .node("max", "MaxPool2d")
                .with("max/kernel_size", new long[] {2, 2})
                .with("max/stride", new long[] {1, 2})
                .with("max/padding", new long[] {0, 0})
                .edges(
                    "input>conv",
                    "conv>if_0",
                    "if_0>if_2",
                    "if_0>max",
                    "if_2>max",
                    "max>flatten",
                    "flatten>affine_1",
                    "affine_1>if_1",
                    "if_1>output")
                .without("pool")),
        defect(
            node("if_1/metadata/layer"),
            "holds FixedPoint, expected a string",
            merged().with("if_1/metadata/layer", 1L)));
  }
}
