package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Graphs of many nodes and edges: read or refused soon. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NirHostileGraphTest extends RefusedGraphs {
  private static final int MANY = 10_000;

  private static GraphFile empty() {
    return graph()
        .without("affine_0")
        .without("lif_0")
        .without("affine_1")
        .without("if_1")
        .without("output")
        .with("input/shape", new long[] {1});
  }

  private static String[] array(List<String> edges) {
    return edges.toArray(String[]::new);
  }

  @Test
  void tenThousandProjectionsIntoAPopulationAreRefused() {
    GraphFile graph = neurons(empty(), "sum");
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      neurons(graph, "if_" + i);
      edges.add("input>if_" + i);
      edges.add("if_" + i + ">sum");
    }
    assertRefused(
        node("sum"),
        "is reached by more than 1,024 connections from populations",
        graph.edges(array(edges)));
  }

  @Test
  void asManyProjectionsAsAPopulationCanHaveAreRead() throws IOException {
    GraphFile graph = neurons(empty(), "sum");
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      neurons(graph, "if_" + i);
      edges.add("input>if_" + i);
      edges.add("if_" + i + ">sum");
    }
    NirFile file = read(graph.edges(array(edges)));
    String named = "if_0, if_1, if_2, if_3, if_4, if_5, if_6 and 1018 more nodes: ";
    assertTrue(file.notes().stream().anyMatch(note -> note.startsWith(named)), "" + file.notes());
    SpikingNetwork network = file.network();
    List<Projection> projections = network.output().projections();
    assertEquals(1024, projections.size());
    assertEquals(1023, projections.get(1023).source());
  }

  @Test
  void aChainOfTenThousandPopulationsIsRead() throws IOException {
    GraphFile graph = empty();
    List<String> edges = new ArrayList<>();
    String before = "input";
    for (int i = 0; i < MANY; i++) {
      neurons(graph, "if_" + i);
      edges.add(before + ">if_" + i);
      before = "if_" + i;
    }
    assertEquals(MANY, read(graph.edges(array(edges))).network().populations().size());
  }

  /** Each pair of Flatten nodes doubles the ways from the input to the neurons. */
  @Test
  void waysThatDoubleAreRefused() {
    GraphFile graph = neurons(empty(), "sum");
    List<String> edges = new ArrayList<>(List.of("input>join_0"));
    graph.node("join_0", "Flatten");
    for (int i = 0; i < 40; i++) {
      graph.node("left_" + i, "Flatten");
      graph.node("right_" + i, "Flatten");
      graph.node("join_" + (i + 1), "Flatten");
      edges.add("join_" + i + ">left_" + i);
      edges.add("join_" + i + ">right_" + i);
      edges.add("left_" + i + ">join_" + (i + 1));
      edges.add("right_" + i + ">join_" + (i + 1));
    }
    edges.add("join_40>sum");
    assertRefused(
        node("join_11"),
        "is reached by more than 1,024 connections from populations",
        graph.edges(array(edges)));
  }

  /** A thousand ways to each of some populations. */
  @Test
  void waysThatMultiplyAreRefused() {
    GraphFile graph = empty().node("join", "Flatten");
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      neurons(graph, "if_" + i);
      edges.add("input>if_" + i);
      edges.add("if_" + i + ">join");
    }
    for (int i = 0; i < 200; i++) {
      neurons(graph, "to_" + i);
      edges.add("join>to_" + i);
      edges.add("to_" + i + ">" + "last");
    }
    neurons(graph, "last");
    assertRefused(
        node("to_129"),
        "is where more than 131,072 ways lead from node to node",
        graph.edges(array(edges)));
  }

  /** Each of a thousand scales would make its own copy of the same weights. */
  @Test
  void weightsThatMultiplyAreRefused() {
    GraphFile graph =
        empty()
            .with("input/shape", new long[] {300})
            .node("affine", "Linear")
            .with("affine/weight", new float[300][300]);
    List<String> edges = new ArrayList<>(List.of("affine>sum"));
    neurons(graph, "sum");
    for (int i = 0; i < 1000; i++) {
      neurons(graph, "if_" + i)
          .node("scale_" + i, "Scale")
          .with("scale_" + i + "/scale", new float[] {i});
      edges.add("input>if_" + i);
      edges.add("if_" + i + ">scale_" + i);
      edges.add("scale_" + i + ">affine");
    }
    assertRefused(
        node("affine"),
        "has 90,000 weights for each of 1,000 Scale nodes",
        graph.edges(array(edges)));
  }

  @Test
  void edgesThatNestedGraphsMultiplyAreRefused() {
    GraphFile graph = empty();
    for (String name : List.of("a", "b")) {
      graph.node(name, "NIRGraph").with(name + "/edges", new String[][] {{"x_0", "x_0"}});
      for (int i = 0; i < 400; i++) {
        graph.node(name + "/nodes/x_" + i, i % 2 == 0 ? "Flatten" : "IF");
      }
    }
    assertRefused("/node", "the graph has more than 131,072 edges", graph.edges("a>b"));
  }
}
