package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
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
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uneven padding, in a form that pads both sides alike. */
class KernelZerosTest {
  @TempDir Path folder;

  private static Convolution convolution(FeatureMaps input, WindowAxis rows, WindowAxis columns) {
    SplittableRandom random = new SplittableRandom(7);
    int outputs = 4;
    float[] weight = new float[outputs * input.channels() / 2 * rows.taps() * columns.taps()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = 0.5f + (float) random.nextDouble();
    }
    return new Convolution(
        input, outputs, new Window(rows, columns), 2, weight, new float[outputs]);
  }

  /** All weights between inputs and outputs. */
  private static float[][] matrix(Convolution convolution) {
    float[][] matrix = new float[convolution.inputs()][convolution.outputs()];
    for (int i = 0; i < matrix.length; i++) {
      float[] row = matrix[i];
      convolution.forEachTarget(i, (j, w) -> row[j] += w);
    }
    return matrix;
  }

  @ParameterizedTest(name = "{0} taps, stride {1}, padding {2} and {3}, dilation {4}: {5} zeros")
  @CsvSource({
    "3, 2, 0, 1, 1, 1", // Keras' `same` with stride 2 and even sizes
    "5, 2, 1, 2, 1, 1",
    "2, 1, 0, 1, 1, 1",
    "4, 1, 1, 2, 1, 1",
    "2, 1, 1, 0, 1, -1",
    "3, 1, 0, 3, 1, 3",
    "3, 1, 2, 0, 1, -2",
    "3, 1, 0, 2, 2, 1",
    "3, 3, 0, 1, 2, 0", // as many positions without the last row of padding
    "3, 1, 1, 1, 1, 0",
  })
  void leavesEveryWeightWhereItWas(
      int taps, int stride, int before, int after, int dilation, int zeros) {
    FeatureMaps input = new FeatureMaps(2, 8, 11);
    WindowAxis axis = new WindowAxis(taps, stride, before, after, dilation);
    Convolution convolution = convolution(input, axis, new WindowAxis(2, 1, 0, 0, 1));
    KernelZeros found = KernelZeros.of(convolution).orElseThrow();
    assertEquals(new KernelZeros(zeros, 0), found);
    Convolution wide = found.widened(convolution);
    assertTrue(wide.window().isSymmetric());
    assertEquals(taps + Math.abs(zeros), wide.window().vertical().taps());
    assertEquals(convolution.output(), wide.output());
    float[][] expected = matrix(convolution);
    float[][] actual = matrix(wide);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i]);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void rowsAndColumnsDoNotMix(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Convolution convolution = convolution(new FeatureMaps(2, 7, 9), axis(random), axis(random));
    Convolution wide = KernelZeros.of(convolution).orElseThrow().widened(convolution);
    float[][] expected = matrix(convolution);
    float[][] actual = matrix(wide);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i]);
    }
  }

  private static WindowAxis axis(SplittableRandom random) {
    return new WindowAxis(
        1 + random.nextInt(4), 1 + random.nextInt(3), random.nextInt(4), random.nextInt(4), 1);
  }

  @Test
  void aDilatedKernelCannotAlwaysBeMoved() {
    WindowAxis dilated = new WindowAxis(3, 1, 0, 1, 2);
    Convolution convolution = convolution(new FeatureMaps(2, 8, 11), dilated, WindowAxis.of(2, 1));
    assertTrue(KernelZeros.of(convolution).isEmpty());
  }

  @Test
  void theFileSaysWhatToTakeAway() throws IOException {
    WindowAxis rows = new WindowAxis(3, 2, 0, 1, 1);
    WindowAxis columns = new WindowAxis(3, 1, 2, 0, 1);
    SpikingNetwork network = network(convolution(new FeatureMaps(2, 8, 8), rows, columns));
    Path target = folder.resolve("network.nir");
    NirWriter.write(network, target);
    assertEquals(network, NirReader.read(target).network());
    try (HdfFile file = new HdfFile(target)) {
      String conv = "node/nodes/conv_0/";
      assertArrayEquals(
          new int[] {4, 1, 4, 5}, file.getDatasetByPath(conv + "weight").getDimensions());
      assertArrayEquals(
          new long[] {1, 2}, (long[]) file.getDatasetByPath(conv + "padding").getData());
      assertArrayEquals(
          new long[] {1, 0, 0, 2},
          (long[]) file.getDatasetByPath(conv + "metadata/kernel_zeros").getData());
      assertArrayEquals(
          new long[] {0, 1, 2, 0},
          (long[]) file.getDatasetByPath(conv + "metadata/padding_sides").getData());
    }
  }

  private static SpikingNetwork network(Connection connection) {
    Firing firing = Firing.unit(connection.outputs(), 0, Reset.SUBTRACT);
    return new SpikingNetwork(
        connection.inputShape(),
        List.of(new Population("only", Projection.INPUT, connection, IntegrateAndFire.of(firing))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void refusesToWriteWhatCannotBeMoved() {
    Convolution dilated =
        convolution(new FeatureMaps(2, 8, 11), new WindowAxis(3, 1, 0, 1, 2), WindowAxis.of(2, 1));
    assertRefused(dilated, "conv_0 pads 0, 1 rows and 0, 0 columns");
    FeatureMaps input = new FeatureMaps(4, 7, 7);
    Window window = new Window(new WindowAxis(2, 2, 1, 0, 1), WindowAxis.of(2, 2));
    Pooling pooling = new Pooling(Pooling.Kind.SUM, input, window);
    Convolution then = convolution(pooling.output(), WindowAxis.of(2, 1), WindowAxis.of(2, 1));
    assertRefused(new Pooled(pooling, then), "pool_0 pads 1, 0 rows and 0, 0 columns");
  }

  private void assertRefused(Connection connection, String reason) {
    Path target = folder.resolve("network.nir");
    assertEquals(
        target + ": the node " + reason + ", and NIR can only pad both sides alike",
        assertThrows(BadFileException.class, () -> NirWriter.write(network(connection), target))
            .getMessage());
  }
}
