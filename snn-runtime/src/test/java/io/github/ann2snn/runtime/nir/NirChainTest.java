package io.github.ann2snn.runtime.nir;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per graph that is not a chain of layers; the message names file, place and reason. */
class NirChainTest extends RefusedGraphs {
  private static final String SUPPORTED =
      "Input, Output, Affine, Linear, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale, IF, LIF,"
          + " CubaLIF, I, LI";
  private static final String CHAINS =
      "; only chains of layers can be read, without branches and merges (residual connections)";
  private static final String FEEDBACK =
      "; of feedback, only one connection (Affine, Linear or Conv2d) from neurons straight back to"
          + " them can be read";

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"topology", "order"})
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> topology() {
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
            "the network is recurrent, lif_0 -> lif_0" + FEEDBACK,
            graph().edges("input>affine_0", "affine_0>lif_0", "lif_0>lif_0")),
        defect(
            "/node/edges",
            "the node lif_0 leads to several nodes, affine_1 and output" + CHAINS,
            graph().edges("affine_0>lif_0", "lif_0>affine_1", "lif_0>output")),
        defect(
            "/node/edges",
            "the node affine_1 has several inputs, input and lif_0" + CHAINS,
            graph().edges("affine_0>lif_0", "lif_0>affine_1", "input>affine_1")),
        defect(
            "/node/edges",
            "the nodes affine_0, input are not connected to the chain that starts at lif_0",
            graph().edges("input>affine_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output")),
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
            node("lif_0"),
            "has type LIF, but no Affine, Linear or Conv2d node before it",
            graph()
                .without("affine_0")
                .edges("input>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output")),
        defect(
            node("output"),
            "is an Output, but the node input follows",
            graph()
                .edges(
                    "output>input",
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1")
                .with("output/shape", new long[] {1})),
        defect(
            node("input"),
            "is an Input, but follows the node if_1",
            graph()
                .without("output")
                .edges("affine_0>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>input")),
        defect(
            node("conv"),
            "has type Conv1d, which is not supported; export the network with these only: "
                + SUPPORTED,
            graph().node("conv", "Conv1d")),
        defect(
            "/node",
            "has no neurons; expected Affine, Linear or Conv2d nodes, each followed by IF, LIF or"
                + " CubaLIF",
            graph()
                .without("affine_0")
                .without("lif_0")
                .without("affine_1")
                .without("if_1")
                .with("output/shape", new long[] {3})
                .edges("input>output")));
  }
}
