package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A network with branches comes back equal, and the same network gives the same bytes. */
class NirBranchRoundTripTest {
  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 15);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mapsComeBackEqual(int seed) throws IOException {
    assertComesBack(BranchedNetworks.maps(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void seriesComeBackEqual(int seed) throws IOException {
    SpikingNetwork network = BranchedNetworks.series(seed);
    assertComesBack(network);
    assertTrue(GraphLayout.of(network).isOfSeries());
  }

  /** A network with another projection into its last population, from the one before. */
  private static SpikingNetwork with(SpikingNetwork network, OneToOne shortcut) {
    Population last = network.output();
    int p = network.populations().size() - 2;
    List<Projection> projections = new ArrayList<>(last.projections());
    projections.add(new Projection(p, shortcut));
    return network.withPopulations(
        List.of(network.populations().get(p), last.withProjections(projections)));
  }

  private static OneToOne shortcut(float... weight) {
    return OneToOne.identity(new FeatureMaps(weight.length, 1, 1), weight);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16"})
  void integersComeBackEqual(Arithmetic arithmetic) throws IOException {
    SpikingNetwork network =
        RandomNetworks.integers(3, arithmetic, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 40, 6, 6);
    assertComesBack(with(network, shortcut(1, 1, 1, 1, 1, 1)));
    assertComesBack(with(network, shortcut(1, 2, 3, 4, 5, 6)));
    try (HdfFile file = new HdfFile(folder.resolve("first.nir"))) {
      assertEquals(
          arithmetic.weightBits() / 8,
          file.getDatasetByPath("/node/nodes/affine_1_1/weight").getDataType().getSize());
    }
  }

  @Test
  void feedbackOverAShortcutComesBackEqual() throws IOException {
    SpikingNetwork network = RandomNetworks.leaky(1, Reset.ZERO, 5, 3, 3);
    SpikingNetwork branched = with(network, shortcut(1, 1, 1));
    for (float weight : new float[] {1, 0.5f}) {
      Population last = branched.output();
      Population looped =
          new Population(
              last.name(),
              last.projections(),
              last.neurons(),
              Optional.of(shortcut(weight, weight, weight)));
      assertComesBack(branched.withPopulations(List.of(branched.populations().get(0), looped)));
    }
  }

  /** Neurons that take single values have no shape but their number; a convolution follows. */
  @Test
  void mapsOfSingleValuesComeBackEqual() throws IOException {
    FeatureMaps three = new FeatureMaps(3, 1, 1);
    Convolution maps =
        new Convolution(
            three,
            3,
            Window.square(1, 1),
            1,
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
            new float[3]);
    SpikingNetwork vectors = RandomNetworks.leaky(1, Reset.ZERO, 5, 3, 3);
    Population first = vectors.populations().get(0);
    NeuronModel neurons = vectors.output().neurons();
    for (Connection connection : List.of(maps, shortcut(1, 1, 1), shortcut(1, 2, 3))) {
      for (Optional<Connection> back :
          List.of(
              Optional.<Connection>empty(),
              Optional.<Connection>of(shortcut(2, 2, 2)),
              Optional.<Connection>of(maps))) {
        Population middle =
            new Population("m", List.of(new Projection(0, connection)), neurons, back);
        assertComesBack(
            vectors.withPopulations(List.of(first, middle, new Population("c", 1, maps, neurons))));
      }
    }
  }

  @Test
  void feedbackOfSeriesComesBackEqual() throws IOException {
    SpikingNetwork network = GoldenNetworks.series();
    Population sum = network.populations().get(1);
    Population looped =
        new Population(
            sum.name(),
            sum.projections(),
            sum.neurons(),
            Optional.of(sum.projections().get(0).connection()));
    assertComesBack(
        network.withPopulations(
            List.of(network.populations().get(0), looped, network.populations().get(2))));
  }

  private void assertComesBack(SpikingNetwork network) throws IOException {
    Path first = folder.resolve("first.nir");
    Path second = folder.resolve("second.nir");
    NirWriter.write(network, first);
    SpikingNetwork read = NirReader.network(first);
    assertEquals(network, read);
    NirWriter.write(read, second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }
}
