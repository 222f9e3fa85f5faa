package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
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
import org.junit.jupiter.api.Test;

/** Convolution, pooling and flattening: what is read and written. */
class NirConvolutionTest extends RefusedGraphs {
  @Test
  void readsEveryField() throws IOException {
    SpikingNetwork network = read(images()).network();
    FeatureMaps input = new FeatureMaps(2, 4, 5);
    Window window = new Window(WindowAxis.of(1, 2), new WindowAxis(2, 1, 1, 1, 2));
    assertEquals(
        new Convolution(input, 2, window, 2, new float[] {1, 2, 3, 4}, new float[] {0.5f, -0.5f}),
        network.populations().get(0).projections().get(0).connection());
    Pooling pooling =
        new Pooling(
            Pooling.Kind.SUM,
            new FeatureMaps(2, 2, 5),
            new Window(WindowAxis.of(2, 1), WindowAxis.of(2, 2)));
    assertEquals(
        new Pooled(pooling, new Affine(4, 1, new float[] {7, 8, 9, 10}, new float[1])),
        network.populations().get(1).projections().get(0).connection());
  }

  @Test
  void oneNumberStandsForRowsAndColumns() throws IOException {
    GraphFile graph =
        images()
            .with("conv/stride", 1L)
            .with("conv/padding", 0L)
            .with("conv/dilation", 1L)
            .with("pool/kernel_size", 2L)
            .with("pool/stride", 2L)
            .with("pool/padding", new long[] {0})
            .with("affine_1/weight", new float[][] {new float[8]});
    Convolution convolution =
        (Convolution) read(graph).network().populations().get(0).projections().get(0).connection();
    assertEquals(new Window(WindowAxis.of(1, 1), WindowAxis.of(2, 1)), convolution.window());
  }

  @Test
  void aConvolutionTellsTheInputShape() throws IOException {
    GraphFile graph =
        images()
            .without("input")
            .edges(
                "conv>if_0",
                "if_0>pool",
                "pool>flatten",
                "flatten>affine_1",
                "affine_1>if_1",
                "if_1>output");
    assertEquals(read(images()).network(), read(graph).network());
  }

  @Test
  void whatComesInTellsTheShapeOfAConvolution() throws IOException {
    GraphFile graph = images().without("conv/input_shape");
    assertEquals(read(images()).network(), read(graph).network());
    assertEquals(read(images()).network(), read(images().without("input/shape")).network());
    assertEquals(read(images()).network(), read(images().without("output/shape")).network());
  }

  /** Of two taps, four values apart, the odd zero is behind; of one tap there is none. */
  @Test
  void wordsStandForPadding() throws IOException {
    GraphFile graph =
        images()
            .with("conv/stride", 1L)
            .with("conv/dilation", new long[] {1, 3})
            .with("conv/padding", "same")
            .with("affine_1/weight", new float[][] {new float[12]});
    Convolution same =
        (Convolution) read(graph).network().populations().get(0).projections().get(0).connection();
    assertEquals(new Window(WindowAxis.of(1, 1), new WindowAxis(2, 1, 1, 2, 3)), same.window());
    assertEquals(List.of(2, 4, 5), same.outputShape());
    graph.with("conv/padding", "valid").with("affine_1/weight", new float[][] {new float[6]});
    Convolution valid =
        (Convolution) read(graph).network().populations().get(0).projections().get(0).connection();
    assertEquals(new Window(WindowAxis.of(1, 1), new WindowAxis(2, 1, 0, 0, 3)), valid.window());
  }

  private static SpikingNetwork padded(int before, int after) {
    FeatureMaps image = new FeatureMaps(1, 3, 3);
    Window window = new Window(new WindowAxis(2, 1, before, after, 1), WindowAxis.of(1, 1));
    Convolution convolution =
        new Convolution(image, 2, window, 1, new float[] {1, 2, 3, 4}, new float[2]);
    int n = convolution.outputs();
    Affine affine = new Affine(n, 1, new float[n], new float[1]);
    return new SpikingNetwork(
        image.shape(),
        List.of(
            new Population(
                "conv",
                Projection.INPUT,
                convolution,
                IntegrateAndFire.of(Firing.unit(n, 0, Reset.ZERO))),
            new Population(
                "output", 0, affine, IntegrateAndFire.of(Firing.unit(1, 0, Reset.ZERO)))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void layoutIsThatOfTheReference() throws IOException {
    Path target = folder.resolve("network.nir");
    NirWriter.write(padded(1, 1), target);
    try (HdfFile file = new HdfFile(target)) {
      String nodes = "node/nodes/";
      assertArrayEquals(
          new int[] {2, 1, 2, 1}, file.getDatasetByPath(nodes + "conv_0/weight").getDimensions());
      assertArrayEquals(
          new long[] {3, 3},
          (long[]) file.getDatasetByPath(nodes + "conv_0/input_shape").getData());
      assertArrayEquals(
          new long[] {1, 0}, (long[]) file.getDatasetByPath(nodes + "conv_0/padding").getData());
      assertEquals(1L, file.getDatasetByPath(nodes + "conv_0/groups").getData());
      assertArrayEquals(
          new int[] {2, 4, 3}, file.getDatasetByPath(nodes + "if_0/v_threshold").getDimensions());
      assertArrayEquals(
          new long[] {2, 4, 3},
          (long[]) file.getDatasetByPath(nodes + "flatten_1/input_type").getData());
    }
    assertEquals(padded(1, 1), NirReader.read(target).network());
  }
}
