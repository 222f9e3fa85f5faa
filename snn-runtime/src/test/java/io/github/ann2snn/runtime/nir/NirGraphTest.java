package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback, scales and outputs that only integrate: what is read and refused. */
class NirGraphTest extends RefusedGraphs {
  /** {@code lif_0} feeds back over a Linear node. */
  private static GraphFile recurrent() {
    return graph()
        .node("back", "Linear")
        .with("back/weight", new float[][] {{0.5f, -1}, {2, 0}})
        .edges(
            "input>affine_0",
            "affine_0>lif_0",
            "lif_0>back",
            "back>lif_0",
            "lif_0>affine_1",
            "affine_1>if_1",
            "if_1>output");
  }

  @Test
  void readsFeedback() throws IOException {
    NirFile file = read(recurrent());
    Population layer = file.network().populations().get(0);
    assertEquals(
        new Affine(2, 2, new float[] {0.5f, -1, 2, 0}, new float[2]),
        layer.recurrent().orElseThrow());
    assertTrue(file.network().populations().get(1).recurrent().isEmpty());
    assertEquals(
        "lif_0: feeds back to itself over back; a spike arrives there one step later",
        file.notes().get(0));
  }

  @Test
  void readsCurrentBasedNeurons() throws IOException {
    GraphFile graph =
        graph()
            .without("lif_0/tau")
            .node("lif_0", "CubaLIF")
            .with("lif_0/tau_syn", new double[] {0.25})
            .with("lif_0/tau_mem", new float[] {0.5f, 1});
    CurrentBasedLeakyIntegrateAndFire neurons =
        (CurrentBasedLeakyIntegrateAndFire) read(graph).network().populations().get(0).neurons();
    assertArrayEquals(new float[] {0.25f, 0.25f}, neurons.synapticTimeConstant());
    assertArrayEquals(new float[] {0.5f, 1}, neurons.membraneTimeConstant());
    assertArrayEquals(new float[] {1, 1}, neurons.inputWeight());
    assertArrayEquals(new float[] {2, 3}, neurons.resistance());
    assertArrayEquals(new float[] {0.5f, -0.5f}, neurons.leakPotential());
    graph.with("lif_0/w_in", new float[] {4, 5});
    neurons =
        (CurrentBasedLeakyIntegrateAndFire) read(graph).network().populations().get(0).neurons();
    assertArrayEquals(new float[] {4, 5}, neurons.inputWeight());
  }

  /** A Scale between two nodes of the usual graph. */
  private static GraphFile scaled(String before, float... scale) {
    String[] edges = {
      "input>affine_0", "affine_0>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output"
    };
    return graph()
        .node("scale", "Scale")
        .with("scale/scale", scale)
        .edges(
            Stream.of(edges)
                .flatMap(
                    edge ->
                        edge.startsWith(before + ">")
                            ? Stream.of(
                                before + ">scale", "scale" + edge.substring(edge.indexOf('>')))
                            : Stream.of(edge))
                .toArray(String[]::new));
  }

  @Test
  void multipliesAScaleIntoTheWeightsThatFollow() throws IOException {
    NirFile file = read(scaled("lif_0", 2, 0.1f));
    Affine affine = (Affine) file.network().populations().get(1).projections().get(0).connection();
    assertArrayEquals(new float[] {14, (float) (8 * (double) 0.1f)}, affine.weight());
    assertEquals(
        "scale: multiplied into the weights of affine_1, rounded to float32", file.notes().get(0));
    NirFile exact = read(scaled("input", 4));
    assertArrayEquals(
        new float[] {4, 8, 12, 16, 20, 24},
        exact.network().populations().get(0).projections().get(0).connection().weight());
    assertEquals("scale: multiplied into the weights of affine_0", exact.notes().get(0));
  }

  @Test
  void multipliesAScaleIntoTheNeuronsThatFollow() throws IOException {
    NirFile file = read(scaled("affine_0", 2, 4));
    Population layer = file.network().populations().get(0);
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6}, layer.projections().get(0).connection().weight());
    assertArrayEquals(new float[] {4, 12}, ((LeakyIntegrateAndFire) layer.neurons()).resistance());
    assertEquals("scale: multiplied into the input of the neurons of lif_0", file.notes().get(0));
  }

  @Test
  void readsAnIntegratorAtTheEnd() throws IOException {
    GraphFile graph =
        graph().without("if_1/v_threshold").node("if_1", "I").with("if_1/r", new float[] {3});
    NirFile file = read(graph);
    IntegrateAndFire neurons = (IntegrateAndFire) file.network().populations().get(1).neurons();
    assertArrayEquals(new float[] {3}, neurons.resistance());
    assertTrue(neurons.firing().isNever());
    assertEquals(Readout.MEMBRANE, file.network().defaults().readout());
    assertTrue(
        file.notes()
            .contains(
                "if_1: only integrates, as its potential is the output; v starts at 0 (assumed)"),
        file.notes().toString());
    graph
        .node("if_1", "LI")
        .with("if_1/tau", new float[] {0.5f})
        .with("if_1/v_leak", new float[] {0.25f});
    LeakyIntegrateAndFire leaky =
        (LeakyIntegrateAndFire) read(graph).network().populations().get(1).neurons();
    assertArrayEquals(new float[] {0.5f}, leaky.timeConstant());
    assertTrue(leaky.firing().isNever());
  }

  @Test
  void addsUpWhatAConnectionAtTheEndGives() throws IOException {
    GraphFile graph =
        graph()
            .without("if_1")
            .edges("input>affine_0", "affine_0>lif_0", "lif_0>affine_1", "affine_1>output");
    NirFile file = read(graph);
    Population layer = file.network().populations().get(1);
    assertEquals("affine_1", layer.name());
    assertTrue(layer.neurons().firing().isNever());
    assertEquals(
        "affine_1: has no neurons after it; what it gives is added up over the steps",
        file.notes().get(0));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        defect(
            node("other"),
            "leads from lif_0 back to it, as back does; make them one node",
            recurrent()
                .node("other", "Linear")
                .edges("affine_0>lif_0", "lif_0>back", "back>lif_0", "lif_0>other", "other>lif_0")),
        defect(
            node("back"),
            "leads from [3] to [2], but the neurons have the shape [2]",
            recurrent().with("back/weight", new float[2][3])),
        defect(
            node("lif_0"),
            "has type I and passes its potential, a graded value, on to the node affine_1; only"
                + " spikes pass between layers, so that I and LI can be read as the last node"
                + " alone. Export its neurons as IF or LIF, which fire",
            graph().node("lif_0", "I")),
        defect(node("scale/scale"), "has 2 values, but 3 come in", scaled("input", 1, 2)),
        defect(
            node("scale"),
            "has no weights and no neurons after it; a Scale needs some",
            scaled("if_1", 2)));
  }
}
