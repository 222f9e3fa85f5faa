package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.ShortcutWeights.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A shortcut as a node with weights: the same paths, and back. */
class ShortcutWeightsTest extends RefusedGraphs {
  private static OneToOne shortcut(int size, int start, int stride, int positions) {
    FeatureMaps from = new FeatureMaps(2, size, 3);
    FeatureMaps to = new FeatureMaps(3, positions, 3);
    return new OneToOne(
        from,
        to,
        new int[] {2, 0},
        new Every(start, stride),
        Every.ONE,
        new float[] {3, 5},
        new float[] {1, 2, 4});
  }

  private static void assertSamePaths(Connection expected, Connection dense) {
    assertEquals(expected.outputs(), dense.outputs());
    for (int i = 0; i < expected.inputs(); i++) {
      float[] sums = new float[expected.outputs()];
      expected.forEachTarget(i, (j, w) -> sums[j] += w);
      dense.forEachTarget(i, (j, w) -> sums[j] -= w);
      for (int j = 0; j < sums.length; j++) {
        assertEquals(0, sums[j], "from " + i + " to " + j);
        assertEquals(expected.bias(j), dense.bias(j));
      }
    }
  }

  /** Slices, zeros before and behind, strides, and more of each than there is. */
  @ParameterizedTest(name = "{0} values from {1} on by {2}: {3} positions, {4} taps")
  @CsvSource({
    "6, 0, 2, 3, 1",
    "6, 1, 2, 3, 2",
    "6, 0, 1, 6, 1",
    "6, 2, 1, 4, 3",
    "6, 2, 1, 2, 5",
    "6, -2, 1, 10, 1",
    "6, -2, 1, 8, 3",
    "6, -1, 3, 3, 1",
    "6, 3, 1, 6, 7",
    "6, 9, 2, 2, 16",
    "6, -9, 2, 2, 21"
  })
  void hasTheSamePaths(int size, int start, int stride, int positions, int taps) {
    OneToOne shortcut = shortcut(size, start, stride, positions);
    assertEquals(Form.KERNELS, ShortcutWeights.form(shortcut, shortcut.input().shape()));
    Convolution dense = (Convolution) ShortcutWeights.weights(shortcut, shortcut.input().shape());
    assertSamePaths(shortcut, dense);
    WindowAxis rows = dense.window().vertical();
    assertEquals(taps, rows.taps());
    assertTrue(rows.isSymmetric());
    assertEquals(WindowAxis.of(1, 1), dense.window().horizontal());
  }

  @Test
  void ofVectorsItIsAMatrix() {
    FeatureMaps vector = new FeatureMaps(3, 1, 1);
    OneToOne scaled = OneToOne.identity(vector, new float[] {1, 1, 2});
    assertEquals(Form.MATRIX, ShortcutWeights.form(scaled, List.of(3)));
    assertEquals(
        new Affine(3, 3, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 2}, new float[3]),
        ShortcutWeights.weights(scaled, List.of(3)));
    OneToOne plain = OneToOne.identity(vector, new float[] {1, 1, 1});
    assertEquals(Form.EDGE, ShortcutWeights.form(plain, List.of(3)));
    assertEquals(
        Form.MATRIX,
        ShortcutWeights.form(
            plain.withParameters(plain.weight(), new float[] {0, 0, 1}), List.of(3)));
  }

  private static SpikingNetwork network(Connection... shortcuts) {
    List<Projection> projections =
        Stream.of(shortcuts)
            .map(connection -> new Projection(Projection.INPUT, connection))
            .toList();
    Connection first = shortcuts[0];
    return new SpikingNetwork(
        first.inputShape(),
        List.of(
            new Population(
                "sum",
                projections,
                IntegrateAndFire.of(Firing.unit(first.outputs(), 0, Reset.ZERO)))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private void assertComesBack(SpikingNetwork network) throws IOException {
    Path file = folder.resolve("network.nir");
    NirWriter.write(network, file);
    assertEquals(network, NirReader.network(file));
  }

  @Test
  void anIdentityThatStandsTwiceComesBackTwice() throws IOException {
    OneToOne maps = OneToOne.identity(new FeatureMaps(2, 3, 4), new float[] {1, 1});
    assertComesBack(network(maps, maps));
    OneToOne vector = OneToOne.identity(new FeatureMaps(3, 1, 1), new float[] {1, 1, 1});
    assertComesBack(network(vector, vector, vector));
  }

  @Test
  void aLargeVectorComesBackFromAScale() throws IOException {
    float[] weight = new float[2500];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i;
    }
    OneToOne large = OneToOne.identity(new FeatureMaps(weight.length, 1, 1), weight);
    assertEquals(Form.SCALE, ShortcutWeights.form(large, List.of(weight.length)));
    assertComesBack(network(large));
  }

  @Test
  void aShortcutThatWouldBeTooLargeIsRefused() {
    FeatureMaps from = new FeatureMaps(64, 200, 3);
    FeatureMaps to = new FeatureMaps(64, 1, 3);
    int[] all = new int[64];
    for (int c = 0; c < all.length; c++) {
      all[c] = c;
    }
    Every[] places = {new Every(30_000, 1), Every.ONE};
    OneToOne far = new OneToOne(from, to, all, places[0], places[1], new float[64], new float[64]);
    Path file = folder.resolve("network.nir");
    assertEquals(
        file
            + ": layer sum: a shortcut from [64, 200, 3] to [64, 1, 3] takes 244,948,992 weights in"
            + " NIR, expected at most 67,108,864; split it, or make it a convolution",
        assertThrows(BadFileException.class, () -> NirWriter.write(network(far), file))
            .getMessage());
  }

  @Test
  void aShortcutFromAVectorToMapsIsRefused() {
    OneToOne spread =
        new OneToOne(
            new FeatureMaps(2, 1, 1),
            new FeatureMaps(2, 1, 3),
            new int[] {0, 1},
            Every.ONE,
            Every.ONE,
            new float[] {1, 1},
            new float[2]);
    Path file = folder.resolve("network.nir");
    assertEquals(
        file
            + ": a shortcut leads from [2] to [2, 1, 3], which no NIR node does; make it a"
            + " convolution",
        assertThrows(BadFileException.class, () -> NirWriter.write(network(spread), file))
            .getMessage());
  }

  /** The convolution of {@code images()} as a shortcut, but for what is wrong. */
  private static GraphFile told(long[] paths, long... places) {
    GraphFile graph =
        images()
            .with("conv/weight", new float[][][][] {{{{0}}, {{3}}}, {{{5}}, {{0}}}})
            .with("conv/stride", new long[] {1, 1})
            .with("conv/padding", new long[] {0, 0})
            .with("conv/dilation", new long[] {1, 1})
            .with("conv/groups", 1L)
            .with("affine_1/weight", new float[1][12]);
    if (paths.length > 0) {
      graph.with("conv/metadata/paths", paths);
    }
    return places.length > 0 ? graph.with("conv/metadata/places", places) : graph;
  }

  @Test
  void metadataTellsWhichWeightsArePaths() throws IOException {
    OneToOne read =
        (OneToOne)
            read(told(new long[] {1, 0}, 0, 1, 0, 1))
                .network()
                .populations()
                .get(0)
                .projections()
                .get(0)
                .connection();
    FeatureMaps maps = new FeatureMaps(2, 4, 5);
    assertEquals(
        new OneToOne(
            maps,
            maps,
            new int[] {1, 0},
            Every.ONE,
            Every.ONE,
            new float[] {5, 3},
            new float[] {0.5f, -0.5f}),
        read);
  }

  static Stream<Arguments> defects() {
    String paths = node("conv/metadata/paths");
    String misfit = "does not fit the weights: ";
    return Stream.of(
        defect(paths, "stands without places", told(new long[] {1, 0})),
        defect(
            node("conv/metadata/places"),
            "has 3 values, expected 4: start and stride, twice",
            told(new long[] {1, 0}, 0, 1, 0)),
        defect(
            paths,
            misfit + "with places they are not those there",
            told(new long[] {0, 1}, 0, 1, 0, 1)),
        defect(
            paths, misfit + "1 targets of channels, expected 2", told(new long[] {1}, 0, 1, 0, 1)),
        defect(
            paths,
            misfit + "a channel leads to channel 7, expected less than 2",
            told(new long[] {1, 7}, 0, 1, 0, 1)),
        defect(
            paths, misfit + "two channels lead to channel 1", told(new long[] {1, 1}, 0, 1, 0, 1)),
        defect(
            paths,
            misfit + "stride is 0, expected at least 1",
            told(new long[] {1, 0}, 0, 0, 0, 1)),
        defect(paths, misfit + "the kernel is another one", told(new long[] {1, 0}, 1, 1, 0, 1)),
        defect(
            paths,
            misfit + "the kernel is another one",
            told(new long[] {1, 0}, 1_000_000, 1, 0, 1)),
        defect(
            paths,
            "value 1 is -2.0, expected an integer from -1 to 2147483647",
            told(new long[] {1, -2}, 0, 1, 0, 1)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }
}
