package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Conv1d}: what is read, refused and written. */
class NirSeriesTest extends RefusedGraphs {
  private static final float[] WEIGHT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  /** 2 channels of 6 values, a convolution to 2 channels of 3, a dense layer. */
  private static GraphFile series() {
    return graph()
        .without("affine_0")
        .without("lif_0")
        .edges(
            "input>conv",
            "conv>if_0",
            "if_0>flatten",
            "flatten>affine_1",
            "affine_1>if_1",
            "if_1>output")
        .with("input/shape", new long[] {2, 6})
        .node("conv", "Conv1d")
        .with("conv/weight", new float[][][] {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}})
        .with("conv/bias", new float[] {0.5f, -0.5f})
        .with("conv/input_shape", 6L)
        .with("conv/stride", 2L)
        .with("conv/padding", 1L)
        .with("conv/dilation", 1L)
        .with("conv/groups", 1L)
        .node("if_0", "IF")
        .with("if_0/r", new float[][] {{1, 1, 1}, {1, 1, 1}})
        .with("if_0/v_threshold", new float[][] {{1, 2, 3}, {4, 5, 6}})
        .node("flatten", "Flatten")
        .with("flatten/start_dim", 0L)
        .with("flatten/end_dim", 1L)
        .with("affine_1/weight", new float[][] {{7, 8, 9, 10, 11, 12}});
  }

  private static Convolution convolution(WindowAxis columns) {
    return new Convolution(
        new FeatureMaps(2, 1, 6),
        2,
        new Window(WindowAxis.of(1, 1), columns),
        1,
        WEIGHT,
        new float[] {0.5f, -0.5f});
  }

  private Convolution convolution(GraphFile graph) throws IOException {
    return (Convolution)
        read(graph).network().populations().get(0).projections().get(0).connection();
  }

  @Test
  void isAConvolutionOfMapsOfOneRow() throws IOException {
    SpikingNetwork network = read(series()).network();
    assertEquals(List.of(2, 1, 6), network.inputShape());
    assertEquals(
        convolution(new WindowAxis(3, 2, 1, 1, 1)),
        network.populations().get(0).projections().get(0).connection());
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6},
        network.populations().get(0).neurons().firing().threshold());
  }

  @Test
  void numbersMayBeArraysOfOne() throws IOException {
    GraphFile graph =
        series()
            .with("conv/input_shape", new long[] {6})
            .with("conv/stride", new long[] {2})
            .with("conv/padding", new long[] {1})
            .with("conv/dilation", new long[] {1});
    assertEquals(read(series()).network(), read(graph).network());
  }

  @Test
  void wordsStandForPadding() throws IOException {
    GraphFile graph =
        series()
            .with("conv/stride", 1L)
            .with("conv/dilation", 2L)
            .with("conv/padding", "same")
            .with("if_0/r", new float[] {1})
            .with("if_0/v_threshold", new float[] {1})
            .with("affine_1/weight", new float[1][12]);
    assertEquals(convolution(new WindowAxis(3, 1, 2, 2, 2)), convolution(graph));
    graph.with("conv/padding", "valid").with("affine_1/weight", new float[1][4]);
    assertEquals(convolution(new WindowAxis(3, 1, 0, 0, 2)), convolution(graph));
  }

  static Stream<Object> unknown() {
    return Stream.of("None", -1L, new long[] {-1});
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void anUnknownShapeFollowsFromTheOther(Object shape) throws IOException {
    SpikingNetwork network = read(series()).network();
    assertEquals(network, read(series().without("conv/input_shape")).network());
    assertEquals(network, read(series().with("conv/input_shape", shape)).network());
    assertEquals(network, read(series().without("input/shape")).network());
    assertEquals(network, read(series().with("input/shape", shape)).network());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        defect(
            node("conv"),
            "takes the shape [2, 6] (by weight, groups and input_shape), but [2, 1, 6] comes in",
            series().with("input/shape", new long[] {2, 1, 6})),
        defect(
            node("conv/weight"),
            "has the shape [2, 6], expected [outputs, inputs / groups, kernel length]",
            series().with("conv/weight", new float[2][6])),
        defect(
            node("conv/stride"),
            "has 2 values, expected 1",
            series().with("conv/stride", new long[] {2, 1})),
        defect(
            node("conv"),
            "has no input_shape, and [12] comes in; give it one, or an Input node with [channels,"
                + " length]",
            series().with("input/shape", new long[] {12}).without("conv/input_shape")),
        defect(
            node("pool"),
            "pools [channels, height, width], but [2, 3] comes in",
            series()
                .node("pool", "SumPool2d")
                .edges(
                    "input>conv",
                    "conv>if_0",
                    "if_0>pool",
                    "pool>flatten",
                    "flatten>affine_1",
                    "affine_1>if_1",
                    "if_1>output")));
  }

  @Test
  void layoutIsThatOfTheReference() throws IOException {
    Path target = folder.resolve("network.nir");
    SpikingNetwork network = read(series()).network();
    NirWriter.write(network, target);
    try (HdfFile file = new HdfFile(target)) {
      String nodes = "node/nodes/";
      assertEquals("Conv1d", file.getDatasetByPath(nodes + "conv_0/type").getData());
      assertArrayEquals(
          new int[] {2, 2, 3}, file.getDatasetByPath(nodes + "conv_0/weight").getDimensions());
      for (String scalar : List.of("stride", "padding", "dilation", "groups", "input_shape")) {
        assertEquals(
            0, file.getDatasetByPath(nodes + "conv_0/" + scalar).getDimensions().length, scalar);
      }
      assertEquals(6L, file.getDatasetByPath(nodes + "conv_0/input_shape").getData());
      assertArrayEquals(
          new long[] {2, 6}, (long[]) file.getDatasetByPath(nodes + "input/shape").getData());
      assertArrayEquals(
          new int[] {2, 3}, file.getDatasetByPath(nodes + "if_0/v_threshold").getDimensions());
      assertArrayEquals(
          new long[] {2, 3},
          (long[]) file.getDatasetByPath(nodes + "flatten_1/input_type").getData());
    }
    assertEquals(network, NirReader.network(target));
  }
}
