package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.run.NetworkText;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a network is described. */
class NetworkTextTest {
  private static final FeatureMaps MAPS = new FeatureMaps(1, 4, 4);

  private static IntegrateAndFire neurons(int count) {
    return IntegrateAndFire.of(Firing.unit(count, 0, Reset.SUBTRACT));
  }

  private static SpikingNetwork network(Population... populations) {
    return new SpikingNetwork(
        List.of(1, 4, 4),
        List.of(populations),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static Convolution point() {
    return new Convolution(MAPS, 1, Window.square(1, 1), 1, new float[] {1}, new float[1]);
  }

  /**
   * A residual block, then max pooling in front of the outputs, which are connected with each
   * other.
   */
  private static SpikingNetwork residual() {
    MaxGate gate = new MaxGate(MAPS, Window.square(2, 2));
    Affine last = new Affine(4, 2, new float[8], new float[2]);
    return network(
        new Population("stem", Projection.INPUT, point(), neurons(16)),
        new Population("a_name_that_is_longer_than_sixteen", 0, point(), neurons(16)),
        new Population(
            "joined",
            List.of(
                new Projection(1, point()),
                new Projection(0, OneToOne.identity(MAPS, new float[] {1}))),
            neurons(16)),
        new Population(
            "out",
            List.of(new Projection(2, Optional.of(gate), last)),
            neurons(2),
            Optional.of(new Affine(2, 2, new float[4], new float[2]))));
  }

  @Test
  void ofBranchesItIsToldWhereTheyComeFrom() {
    List<String> lines = NetworkText.of(residual(), false).lines().toList();
    int first = 2;
    assertEquals(
        List.of(
            "  stem                                   16 -> 16     IntegrateAndFire, fires at v >= theta, reset subtract",
            "  a_name_that_is_longer_than_sixteen     16 -> 16     IntegrateAndFire, fires at v >= theta, reset subtract",
            "  joined                                 32 -> 16     IntegrateAndFire, fires at v >= theta, reset subtract",
            "      from stem: one-to-one",
            "      from a_name_that_is_longer_than_sixteen: convolution 1x1",
            "  out                                    16 -> 2      IntegrateAndFire, fires at v >= theta, reset subtract, recurrent",
            "      from joined: max pooling 2x2, stride 2, then matrix",
            "      from out: matrix"),
        lines.subList(first, first + 8));
  }

  @Test
  void whatComesFromTheInputsAgainOrPassesALayerIsTold() {
    SpikingNetwork network =
        network(
            new Population("stem", Projection.INPUT, point(), neurons(16)),
            new Population("side", Projection.INPUT, point(), neurons(16)),
            new Population(
                "twice",
                List.of(
                    new Projection(1, point()),
                    new Projection(1, OneToOne.identity(MAPS, new float[] {1}))),
                neurons(16)),
            new Population("past", 0, point(), neurons(16)),
            new Population("next", 3, point(), neurons(16)),
            new Population(
                "last",
                List.of(new Projection(2, point()), new Projection(4, point())),
                neurons(16)));
    List<String> told =
        NetworkText.of(network, false)
            .lines()
            .filter(line -> line.contains("from") || line.contains("->"))
            .map(line -> line.replaceFirst(" +\\d+ -> .*", ""))
            .toList();
    assertEquals(
        List.of(
            "  stem",
            "  side",
            "      from the inputs: convolution 1x1",
            "  twice",
            "      from side: convolution 1x1",
            "      from side: one-to-one",
            "  past",
            "      from stem: convolution 1x1",
            "  next",
            "  last",
            "      from twice: convolution 1x1",
            "      from next: convolution 1x1"),
        told);
  }

  @Test
  void aChainNeedsNoWordForIt() {
    SpikingNetwork chain =
        network(
            new Population("h", Projection.INPUT, point(), neurons(16)),
            new Population("o", 0, new Affine(16, 2, new float[32], new float[2]), neurons(2)));
    assertFalse(NetworkText.of(chain, false).contains("from"), NetworkText.of(chain, false));
    assertTrue(NetworkText.of(chain, false).contains("  h                    16 -> 16     Inte"));
  }

  @Test
  void jsonTellsShapesAndSources() throws IOException {
    JsonNode layers = new JsonMapper().readTree(NetworkText.of(residual(), true)).get("layers");
    assertEquals("[1,4,4]", layers.at("/2/shape").toString());
    assertEquals(
        "[{\"layer\":\"stem\",\"connection\":\"one-to-one\"},"
            + "{\"layer\":\"a_name_that_is_longer_than_sixteen\",\"connection\":\"convolution 1x1\"}]",
        layers.at("/2/sources").toString());
    assertEquals("[{\"connection\":\"convolution 1x1\"}]", layers.at("/0/sources").toString());
    assertEquals("out", layers.at("/3/sources/1/layer").asText(), "back to itself");
  }
}
