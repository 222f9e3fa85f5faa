package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Branches and merges of other programs' graphs: what is read, worked out by hand. */
class NirBranchTest extends RefusedGraphs {
  private static final FeatureMaps VECTOR = new FeatureMaps(2, 1, 1);

  @Test
  void anEdgeFromNeuronsToNeuronsLeadsEachToItsCounterpart() throws IOException {
    Affine main = new Affine(2, 2, new float[] {1, -1, 0.5f, 2}, new float[] {0.25f, 0});
    assertEquals(
        List.of(
            new Projection(0, main),
            new Projection(0, OneToOne.identity(VECTOR, new float[] {1, 1}))),
        projections(residual(RESIDUAL), 1));
  }

  @Test
  void anEdgeThatStandsTwiceCountsOnce() throws IOException {
    assertEquals(
        read(residual(RESIDUAL)).network(),
        read(residual(edges(RESIDUAL, "", "lif_0>if_2", "main>if_2"))).network());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void edgesMayStandInAnyOrder(long seed) throws IOException {
    List<String> edges = new ArrayList<>(RESIDUAL);
    Collections.shuffle(edges, new Random(seed));
    SpikingNetwork network = read(residual(edges)).network();
    assertEquals(
        List.of("lif_0", "if_2", "if_1"),
        network.populations().stream().map(population -> population.name()).toList());
    assertEquals(2, projections(network, 1).size());
  }

  @Test
  void aPoolingMayLeadStraightToNeurons() throws IOException {
    GraphFile graph =
        neurons(images(), "if_2")
            .edges(
                "input>conv",
                "conv>if_0",
                "if_0>pool",
                "pool>if_2",
                "if_2>flatten",
                "flatten>affine_1",
                "affine_1>if_1",
                "if_1>output");
    Pooled pooled = (Pooled) projections(graph, 1).get(0).connection();
    FeatureMaps given = new FeatureMaps(2, 1, 2);
    assertEquals(given, pooled.pooling().output());
    assertEquals(OneToOne.identity(given, new float[] {1, 1}), pooled.then());
    graph.node("pool", "MaxPool2d");
    Projection gated = projections(graph, 1).get(0);
    assertEquals(given, gated.gate().orElseThrow().output());
    assertEquals(OneToOne.identity(given, new float[] {1, 1}), gated.connection());
  }

  /** {@code affine_1} gives W(a + b) + c, which is W a + c and W b. */
  @Test
  void whatFollowsASumIsDoneToEachPart() throws IOException {
    GraphFile graph = residual(edges(RESIDUAL, "", "lif_0>affine_1"));
    List<Projection> projections = projections(graph.with("affine_1/bias", new float[] {5}), 2);
    float[] weight = {7, 8};
    assertEquals(
        List.of(
            new Projection(0, new Affine(2, 1, weight, new float[] {0})),
            new Projection(1, new Affine(2, 1, weight, new float[] {5}))),
        projections);
    assertArrayEquals(new float[] {5}, read(graph).network().populations().get(2).biases());
  }

  @Test
  void sumsBeforePoolingAndFlattenAreDistributed() throws IOException {
    GraphFile graph =
        neurons(images(), "if_2")
            .edges(
                "input>conv",
                "conv>if_0",
                "if_0>if_2",
                "if_0>pool",
                "if_2>pool",
                "pool>flatten",
                "flatten>affine_1",
                "affine_1>if_1",
                "if_1>output");
    List<Projection> projections = projections(graph, 2);
    assertEquals(List.of(0, 1), projections.stream().map(Projection::source).toList());
    assertEquals(projections.get(0).connection(), projections.get(1).connection());
  }

  @Test
  void inputsMayLeadToSeveralAndStraightToNeurons() throws IOException {
    GraphFile graph =
        neurons(graph(), "if_0")
            .without("lif_0")
            .without("affine_1")
            .without("if_1")
            .with("affine_0/weight", new float[3][3])
            .with("affine_0/bias", new float[3])
            .with("output/shape", new long[] {3})
            .edges("input>affine_0", "affine_0>if_0", "input>if_0", "if_0>output");
    List<Projection> projections = projections(graph, 0);
    assertEquals(2, projections.size());
    assertEquals(
        OneToOne.identity(new FeatureMaps(3, 1, 1), new float[] {1, 1, 1}),
        projections.get(1).connection());
    SpikingNetwork network = read(graph).network();
    assertEquals(network, read(graph.without("input/shape")).network());
  }

  @Test
  void parametersOfNeuronsTellTheInputShape() throws IOException {
    GraphFile graph =
        graph()
            .without("affine_0")
            .with("input/shape", "None")
            .edges("input>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output");
    NirFile file = read(graph);
    assertEquals(List.of(2), file.network().inputShape());
    assertEquals(
        "there is no Input node with a shape: the input shape [2] is that of lif_0",
        file.notes().get(0));
  }

  @Test
  void weightsOfSeveralAtTheEndAreAddedUp() throws IOException {
    GraphFile graph =
        residual(
                List.of(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>main",
                    "main>if_2",
                    "if_2>affine_1",
                    "affine_1>output",
                    "lif_0>other",
                    "other>output"))
            .without("if_1")
            .node("other", "Linear")
            .with("other/weight", new float[][] {{3, 4}});
    SpikingNetwork network = read(graph).network();
    assertTrue(network.output().neurons().firing().isNever());
    assertEquals(
        List.of(0, 1), network.output().projections().stream().map(Projection::source).toList());
  }

  /** Whichever edge stands first, and whether the sum or an Output ends the graph. */
  @ParameterizedTest
  @CsvSource({
    "lif_0>join, main>join, join>output",
    "main>join, lif_0>join, join>output",
    "lif_0>join, main>join, lif_0>main",
    "main>join, lif_0>join, lif_0>main"
  })
  void spikesAreAddedToWeightsAtTheEnd(String first, String second, String third)
      throws IOException {
    List<String> edges = List.of("input>affine_0", "affine_0>lif_0", "lif_0>main");
    GraphFile graph =
        residual(edges(edges, "", first, second, third))
            .without("if_2")
            .without("affine_1")
            .without("if_1")
            .node("join", "Flatten");
    SpikingNetwork network =
        read(third.endsWith("output")
                ? graph.with("output/shape", new long[] {2})
                : graph.without("output"))
            .network();
    assertEquals(
        List.of("lif_0", "main"), network.populations().stream().map(Population::name).toList());
    assertTrue(network.output().neurons().firing().isNever());
    assertEquals(
        Set.of(
            new Projection(0, OneToOne.identity(VECTOR, new float[] {1, 1})),
            new Projection(
                0, new Affine(2, 2, new float[] {1, -1, 0.5f, 2}, new float[] {0.25f, 0}))),
        Set.copyOf(network.output().projections()));
  }

  @Test
  void aFeedbackStaysBesideBranches() throws IOException {
    GraphFile graph =
        residual(edges(RESIDUAL, "", "if_2>back", "back>if_2"))
            .node("back", "Linear")
            .with("back/weight", new float[][] {{0.5f, 0}, {0, 0.5f}});
    SpikingNetwork network = read(graph).network();
    assertTrue(network.populations().get(1).recurrent().isPresent());
    assertEquals(2, projections(network, 1).size());
  }

  @Test
  void aNestedGraphMayBranch() throws IOException {
    GraphFile graph =
        residual(
                List.of(
                    "input>affine_0",
                    "affine_0>lif_0",
                    "lif_0>block",
                    "block>affine_1",
                    "affine_1>if_1",
                    "if_1>output"))
            .without("main")
            .without("if_2")
            .node("block", "NIRGraph")
            .with(
                "block/edges",
                new String[][] {{"in", "main"}, {"main", "sum"}, {"in", "sum"}, {"sum", "out"}})
            .node("block/nodes/in", "Input")
            .with("block/nodes/in/shape", new long[] {2})
            .node("block/nodes/out", "Output")
            .with("block/nodes/out/shape", new long[] {2})
            .node("block/nodes/main", "Affine")
            .with("block/nodes/main/weight", new float[][] {{1, -1}, {0.5f, 2}})
            .with("block/nodes/main/bias", new float[] {0.25f, 0})
            .node("block/nodes/sum", "IF")
            .with("block/nodes/sum/r", new float[] {1})
            .with("block/nodes/sum/v_threshold", new float[] {1});
    assertEquals(projections(residual(RESIDUAL), 1), projections(graph, 1));
  }
}
