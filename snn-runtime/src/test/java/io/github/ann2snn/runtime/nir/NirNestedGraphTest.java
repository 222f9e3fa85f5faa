package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs within graphs: what is read and refused. */
class NirNestedGraphTest extends RefusedGraphs {
  private static final String[] INNER = {"in>affine", "affine>if", "if>out"};

  private static String[][] pairs(String... edges) {
    String[][] pairs = new String[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      pairs[i] = edges[i].split(">", 2);
    }
    return pairs;
  }

  /** The last layer of the usual graph in a graph of its own, {@code sub}, or deeper. */
  private static GraphFile nested(String path, String... edges) {
    GraphFile graph =
        graph()
            .without("affine_1")
            .without("if_1")
            .edges("input>affine_0", "affine_0>lif_0", "lif_0>sub", "sub>output");
    String nodes = path + "/nodes/";
    return graph
        .node(path, "NIRGraph")
        .with(path + "/edges", pairs(edges))
        .node(nodes + "in", "Input")
        .with(nodes + "in/shape", new long[] {2})
        .node(nodes + "affine", "Affine")
        .with(nodes + "affine/weight", new float[][] {{7, 8}})
        .with(nodes + "affine/bias", new float[] {0})
        .node(nodes + "if", "IF")
        .with(nodes + "if/r", new float[] {1})
        .with(nodes + "if/v_threshold", new float[] {1})
        .node(nodes + "out", "Output")
        .with(nodes + "out/shape", new long[] {1});
  }

  @Test
  void flattensANestedGraph() throws IOException {
    SpikingNetwork flat = read(graph()).network();
    SpikingNetwork network = read(nested("sub", INNER)).network();
    assertEquals("sub.if", network.populations().get(1).name());
    assertEquals(flat.populations().get(0), network.populations().get(0));
    assertEquals(
        flat.populations().get(1).projections().get(0).connection(),
        network.populations().get(1).projections().get(0).connection());
    assertEquals(flat.populations().get(1).neurons(), network.populations().get(1).neurons());
  }

  @Test
  void flattensGraphsInGraphs() throws IOException {
    GraphFile graph =
        nested("sub/nodes/inner", INNER)
            .node("sub", "NIRGraph")
            .with("sub/edges", pairs("from>inner", "inner>to"))
            .node("sub/nodes/from", "Input")
            .with("sub/nodes/from/shape", new long[] {2})
            .node("sub/nodes/to", "Output")
            .with("sub/nodes/to/shape", new long[] {1});
    assertEquals("sub.inner.if", read(graph).network().populations().get(1).name());
  }

  @Test
  void aNestedGraphMayDoWithoutInputAndOutput() throws IOException {
    GraphFile graph = nested("sub", "affine>if").without("sub/nodes/in").without("sub/nodes/out");
    assertEquals(read(nested("sub", INNER)).network(), read(graph).network());
  }

  @Test
  void anEdgeMayNameANodeOfANestedGraph() throws IOException {
    GraphFile graph =
        nested("sub", INNER)
            .edges("input>affine_0", "affine_0>lif_0", "lif_0>sub.in", "sub.out>output");
    assertEquals(read(nested("sub", INNER)).network(), read(graph).network());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> defects() {
    String deep = "sub" + "/nodes/sub".repeat(16);
    GraphFile bottomless = nested(deep, INNER);
    for (String path = "sub"; path.length() < deep.length(); path += "/nodes/sub") {
      bottomless.node(path, "NIRGraph").with(path + "/edges", pairs("sub>sub"));
    }
    return Stream.of(
        defect(node(deep), "is nested more than 16 graphs deep", bottomless),
        defect(node("sub/nodes"), "group is missing", graph().node("sub", "NIRGraph")),
        defect(
            node("sub/edges"),
            "names the node ghost, which does not exist",
            nested("sub", "in>ghost")),
        defect(
            node("sub/nodes/if"),
            "is the second node that is named sub.if",
            nested("sub", INNER).node("sub.if", "IF")),
        defect(
            "/node/edges",
            "leaves the graph sub, which has neither an Output node nor one that nothing follows",
            nested("sub", "in>affine", "affine>if", "if>affine").without("sub/nodes/out")));
  }
}
