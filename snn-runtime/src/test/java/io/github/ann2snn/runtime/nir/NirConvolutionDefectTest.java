package io.github.ann2snn.runtime.nir;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution, pooling and flattening: what is refused. */
class NirConvolutionDefectTest extends RefusedGraphs {
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
            "is 'same' with a stride of 2, 1, where no size stays the same; write numbers",
            images().with("conv/padding", "same")),
        defect(
            node("conv/padding"),
            "is 'full', expected same, valid or numbers",
            images().with("conv/padding", "full")),
        defect(
            node("conv/bias"),
            "has 3 values, but the weight has 2 outputs",
            images().with("conv/bias", new float[3])),
        defect(
            node("conv"),
            "has no input_shape, and nobody says what comes in; give it one, or an Input node with [channels, height, width]",
            images().without("conv/input_shape").without("input/shape")),
        defect(
            node("conv"),
            "has no input_shape, and [40] comes in; give it one, or an Input node with [channels, height, width]",
            images().without("conv/input_shape").with("input/shape", new long[] {40})),
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
    String end = "has no weights and no neurons after it; a pooling needs some";
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
            graph().behindInput("pool", "MaxPool2d")),
        defect(
            node("pool"),
            "pools [channels, height, width], but [3] comes in",
            graph().behindInput("pool", "SumPool2d")),
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
                .behindInput("flatten", "Flatten")),
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
}
