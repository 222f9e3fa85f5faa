package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Convolution;
import io.github.ann2snn.runtime.network.FeatureMaps;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.Pooled;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.network.Window;
import io.github.ann2snn.runtime.network.WindowAxis;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution, pooling and flattening: what is read, written and refused. */
class NirConvolutionTest extends RefusedGraphs {
  /** 2 channels of 4 x 5, a grouped convolution, a pooling, a dense layer. */
  private static GraphFile images() {
    return graph()
        .without("affine_0")
        .without("lif_0")
        .edges(
            "input>conv",
            "conv>if_0",
            "if_0>pool",
            "pool>flatten",
            "flatten>affine_1",
            "affine_1>if_1",
            "if_1>output")
        .with("input/shape", new long[] {2, 4, 5})
        .node("conv", "Conv2d")
        .with("conv/weight", new float[][][][] {{{{1, 2}}}, {{{3, 4}}}})
        .with("conv/bias", new float[] {0.5f, -0.5f})
        .with("conv/input_shape", new long[] {4, 5})
        .with("conv/stride", new long[] {2, 1})
        .with("conv/padding", new long[] {0, 1})
        .with("conv/dilation", new long[] {1, 2})
        .with("conv/groups", 2L)
        .node("if_0", "IF")
        .with("if_0/r", new float[] {1})
        .with("if_0/v_threshold", new float[] {1})
        .node("pool", "SumPool2d")
        .with("pool/kernel_size", new long[] {2, 2})
        .with("pool/stride", new long[] {1, 2})
        .with("pool/padding", new long[] {0, 0})
        .node("flatten", "Flatten")
        .with("flatten/start_dim", 0L)
        .with("flatten/end_dim", -1L)
        .with("affine_1/weight", new float[][] {{7, 8, 9, 10}});
  }

  private SpikingNetwork read(GraphFile graph) throws IOException {
    return NirReader.read(graph.writeTo(folder.resolve("graph.nir"))).network();
  }

  @Test
  void readsEveryField() throws IOException {
    SpikingNetwork network = read(images());
    FeatureMaps input = new FeatureMaps(2, 4, 5);
    Window window = new Window(WindowAxis.of(1, 2), new WindowAxis(2, 1, 1, 1, 2));
    assertEquals(
        new Convolution(input, 2, window, 2, new float[] {1, 2, 3, 4}, new float[] {0.5f, -0.5f}),
        network.layers().get(0).connection());
    Pooling pooling =
        new Pooling(
            Pooling.Kind.SUM,
            new FeatureMaps(2, 2, 5),
            new Window(WindowAxis.of(2, 1), WindowAxis.of(2, 2)));
    assertEquals(
        new Pooled(pooling, new Affine(4, 1, new float[] {7, 8, 9, 10}, new float[1])),
        network.layers().get(1).connection());
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
    Convolution convolution = (Convolution) read(graph).layers().get(0).connection();
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
    assertEquals(read(images()), read(graph));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"convolutions", "poolings", "flattenings"})
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
        defect(
            node("conv/weight"),
            "has the shape [2, 2], expected [outputs, inputs / groups, kernel height, kernel"
                + " width]",
            images().with("conv/weight", new float[2][2])),
        defect(
            node("conv"),
            "takes the shape [2, 5, 5] (by weight, groups and input_shape), but [2, 4, 5] comes in",
            images().with("conv/input_shape", new long[] {5, 5})),
        defect(
            node("conv"),
            "takes the shape [1, 4, 5] (by weight, groups and input_shape), but [2, 4, 5] comes in",
            images().with("conv/groups", 1L)),
        defect(
            node("conv"),
            "takes the shape [2, 4, 5] (by weight, groups and input_shape), but [40] comes in",
            images().with("input/shape", new long[] {40})),
        defect(
            node("conv"),
            "2 groups do not divide 2 input channels and 3 output channels",
            images().with("conv/weight", new float[3][1][1][2]).with("conv/bias", new float[3])),
        defect(
            node("conv/padding"),
            "value 1 is -1.0, expected an integer from 0 to 2147483647",
            images().with("conv/padding", new long[] {0, -1})),
        defect(
            node("conv/stride"),
            "value 0 is 0.0, expected an integer from 1 to 2147483647",
            images().with("conv/stride", new long[] {0, 1})),
        defect(
            node("conv/dilation"),
            "has 3 values, expected 2, for rows and columns",
            images().with("conv/dilation", new long[] {1, 1, 1})),
        defect(
            node("conv/groups"),
            "has 2 values, expected 1",
            images().with("conv/groups", new long[] {1, 1})),
        defect(
            node("conv/padding"),
            "holds StringData, expected numbers",
            images().with("conv/padding", "same")),
        defect(
            node("conv/bias"),
            "has 3 values, but the weight has 2 outputs",
            images().with("conv/bias", new float[3])),
        defect(
            node("conv/input_shape"), "dataset is missing", images().without("conv/input_shape")),
        defect(
            node("conv"),
            "a window of 9 values does not fit into 5 values with padding 1 and 1",
            images().with("conv/dilation", new long[] {1, 8})),
        defect(
            node("conv"),
            "feature maps of shape [2, 2147483647, 5] have more than 2147483647 values",
            images().with("conv/input_shape", new long[] {Integer.MAX_VALUE, 5})),
        defect(
            node("if_0/r"),
            "has 3 values, but there are 20 neurons",
            images().with("if_0/r", new float[3])));
  }

  /** Another pooling between the neurons and the one that is there. */
  private static GraphFile withPoolingBefore(String type, GraphFile images) {
    return images
        .node("other", type)
        .with("other/kernel_size", 1L)
        .with("other/stride", 1L)
        .with("other/padding", 0L)
        .edges(
            "input>conv",
            "conv>if_0",
            "if_0>other",
            "other>pool",
            "pool>flatten",
            "flatten>affine_1",
            "affine_1>if_1",
            "if_1>output");
  }

  static Stream<Arguments> poolings() {
    String end = "has no Affine, Linear or Conv2d node after it; a pooling needs one";
    return Stream.of(
        defect(
            node("pool/kernel_size"), "dataset is missing", images().without("pool/kernel_size")),
        defect(node("pool/stride"), "dataset is missing", images().without("pool/stride")),
        defect(
            node("pool"),
            "a window of 6 values does not fit into 5 values with padding 0 and 0",
            images().with("pool/kernel_size", new long[] {2, 6})),
        defect(
            node("pool"),
            end,
            images()
                .without("output")
                .without("affine_1")
                .without("if_1")
                .without("flatten")
                .edges("input>conv", "conv>if_0", "if_0>pool")),
        defect(
            node("if_1"),
            "has type IF, but no Affine, Linear or Conv2d node before it",
            images()
                .without("output")
                .without("affine_1")
                .without("flatten")
                .edges("input>conv", "conv>if_0", "if_0>pool", "pool>if_1")),
        defect(
            node("pool"),
            "follows the node conv without neurons between them; multiply their weights into one"
                + " node",
            images()
                .without("if_0")
                .edges(
                    "input>conv",
                    "conv>pool",
                    "pool>flatten",
                    "flatten>affine_1",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("pool"),
            "follows the pooling other; make them one node",
            withPoolingBefore("AvgPool2d", images())),
        defect(
            node("pool"),
            "follows the pooling other; make them one node",
            withPoolingBefore("MaxPool2d", images().node("pool", "MaxPool2d"))),
        defect(
            node("pool"),
            "max pooling of 2 values with padding 2 and 2 has windows without a value",
            images().node("pool", "MaxPool2d").with("pool/padding", 2L)),
        defect(
            node("pool"),
            "pools the inputs by their maximum, and only what neurons fire can be",
            graph()
                .node("pool", "MaxPool2d")
                .edges(
                    "input>pool",
                    "pool>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("pool"),
            "pools [channels, height, width], but [3] comes in",
            graph()
                .node("pool", "SumPool2d")
                .edges(
                    "input>pool",
                    "pool>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("pool"),
            "has no Input node before it, whose shape it needs",
            graph()
                .without("input")
                .node("pool", "SumPool2d")
                .edges(
                    "pool>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "if_1>output")));
  }

  static Stream<Arguments> flattenings() {
    return Stream.of(
        defect(
            node("flatten/end_dim"),
            "is 3.0, expected an integer from -3 to 2 for the shape [2, 1, 2]",
            images().with("flatten/end_dim", 3L)),
        defect(
            node("flatten/start_dim"),
            "is 0.5, expected an integer from -3 to 2 for the shape [2, 1, 2]",
            images().with("flatten/start_dim", 0.5)),
        defect(
            node("flatten"),
            "ends at dimension 0, before it starts at 1",
            images().with("flatten/start_dim", 1L).with("flatten/end_dim", 0L)),
        defect(
            node("flatten"),
            "makes more than 2147483647 values of [65536, 65536]",
            graph()
                .with("input/shape", new long[] {65536, 65536})
                .node("flatten", "Flatten")
                .edges(
                    "input>flatten",
                    "flatten>affine_0",
                    "affine_0>lif_0",
                    "lif_0>affine_1",
                    "affine_1>if_1",
                    "if_1>output")),
        defect(
            node("conv"),
            "takes the shape [2, 4, 5] (by weight, groups and input_shape), but [2, 20] comes in",
            images()
                .with("flatten/start_dim", 1L)
                .without("pool")
                .edges(
                    "input>flatten",
                    "flatten>conv",
                    "conv>if_0",
                    "if_0>affine_1",
                    "affine_1>if_1",
                    "if_1>output")));
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
            new Layer("conv", convolution, IntegrateAndFire.of(Firing.unit(n, 0, Reset.ZERO))),
            new Layer("output", affine, IntegrateAndFire.of(Firing.unit(1, 0, Reset.ZERO)))),
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
