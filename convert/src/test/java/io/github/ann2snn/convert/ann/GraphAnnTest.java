package io.github.ann2snn.convert.ann;

import static io.github.ann2snn.convert.ann.ImageGraphs.chain;
import static io.github.ann2snn.convert.ann.ImageGraphs.convolve;
import static io.github.ann2snn.convert.ann.ImageGraphs.dense;
import static io.github.ann2snn.convert.ann.ImageGraphs.flat;
import static io.github.ann2snn.convert.ann.ImageGraphs.node;
import static io.github.ann2snn.convert.ann.ImageGraphs.norm;
import static io.github.ann2snn.convert.ann.ImageGraphs.pool;
import static io.github.ann2snn.convert.ann.ImageGraphs.relu;
import static io.github.ann2snn.convert.ann.ImageGraphs.window;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers that are read of a graph compute what the graph does. */
class GraphAnnTest {
  private static final int WIDTH = ImageGraphs.SAMPLE.values();
  private static final Split SAMPLES = samples();

  private static Split samples() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[70 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(256) / 256f;
    }
    return Split.ofFloats(values, new byte[70], WIDTH);
  }

  /** Another number for each place. */
  private static float[] image() {
    float[] image = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      image[i] = -i / 100f;
    }
    return image;
  }

  private static GraphAnn ann(AnnGraph graph) throws ConversionRefusedException {
    return new GraphAnn(graph, MaxPooling.GATE, Signed.AUTO, 2, Progress.NONE);
  }

  @ParameterizedTest(name = "{0}, seed 3")
  @MethodSource("convertible")
  void readsWhatRuns(String what, AnnGraph graph)
      throws ConversionRefusedException, InterruptedException {
    GraphAnn ann = ann(graph);
    PlainAnn plain = new PlainAnn(ann.layers());
    ReferenceForward reference = new ReferenceForward(graph);
    int[] sample = {0};
    ann.run(
        SAMPLES,
        (rows, inputs, activations) -> {
          for (int row = 0; row < rows; row++, sample[0]++) {
            int at = row;
            Split one = SAMPLES.slice(sample[0], sample[0] + 1);
            assertArrayEquals(
                one.sample(0), Arrays.copyOfRange(inputs, at * WIDTH, (at + 1) * WIDTH));
            plain.run(one, (r, in, expected) -> assertRow(expected, activations, at));
            float[] logits = reference.run(one.sample(0));
            assertRow(
                new float[][] {logits}, new float[][] {activations[activations.length - 1]}, at);
          }
        });
    assertEquals(SAMPLES.size(), sample[0]);
  }

  private static void assertRow(float[][] expected, float[][] activations, int row) {
    assertEquals(expected.length, activations.length);
    for (int l = 0; l < expected.length; l++) {
      int width = expected[l].length;
      float[] actual = Arrays.copyOfRange(activations[l], row * width, (row + 1) * width);
      assertArrayEquals(expected[l], actual, 5e-6f);
    }
  }

  static Stream<Arguments> convertible() {
    Window oblong = new Window(new WindowAxis(3, 2, 1, 1, 1), new WindowAxis(2, 1, 2, 1, 2));
    return Stream.of(
        Arguments.of("dense layers", chain(flat(), dense(5), relu(), dense(4), relu(), dense(3))),
        Arguments.of("no hidden layer", chain(flat(), dense(3))),
        Arguments.of(
            "two ReLUs, of which the second is bounded",
            chain(flat(), dense(5), relu(), node(Relu.bounded(0.25f)), dense(3))),
        Arguments.of("convolution", chain(convolve(4, 3), relu(), flat(), dense(3))),
        Arguments.of(
            "an image that is subtracted",
            chain(
                node(new BatchNorm(Values.filled(WIDTH, 2), image())),
                convolve(4, window(3, 1, 1), 1),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "stride, uneven padding and dilation",
            chain(convolve(4, oblong, 1), relu(), flat(), dense(3))),
        Arguments.of(
            "groups",
            chain(
                convolve(6, window(3, 1, 1), 2),
                relu(),
                convolve(4, window(2, 1, 0), 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "average pooling that crops, with padding that counts",
            chain(
                convolve(4, 2),
                relu(),
                pool(Pool.Kind.AVERAGE, window(3, 2, 1)),
                flat(),
                dense(3))),
        Arguments.of(
            "average pooling, then convolution",
            chain(
                convolve(4, 2),
                relu(),
                pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, window(2, 2, 0)),
                convolve(5, 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "overlapping pooling of the input",
            chain(pool(Pool.Kind.AVERAGE, window(3, 1, 0)), flat(), dense(4), relu(), dense(3))),
        Arguments.of(
            "global average pooling",
            chain(convolve(4, 3), relu(), node(new GlobalAverage()), dense(3))),
        Arguments.of(
            "max pooling with padding, then average pooling and a convolution",
            chain(
                convolve(4, 2),
                relu(),
                pool(Pool.Kind.MAX, window(3, 1, 1)),
                pool(Pool.Kind.AVERAGE, window(2, 1, 0)),
                convolve(3, 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "max pooling before its ReLU",
            chain(convolve(4, 2), pool(Pool.Kind.MAX, window(2, 2, 0)), relu(), flat(), dense(3))),
        Arguments.of(
            "a second ReLU behind pooling, which changes nothing",
            chain(
                convolve(4, 2),
                relu(),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "max pooling behind batch normalisation",
            chain(
                convolve(4, 2),
                relu(),
                norm(),
                pool(Pool.Kind.MAX, window(3, 1, 1)),
                flat(),
                dense(3))),
        Arguments.of(
            "batch normalisation before the activation and behind the last layer",
            chain(convolve(4, 3), norm(), relu(), flat(), dense(3), norm())),
        Arguments.of(
            "batch normalisation before padded convolutions and behind one",
            chain(
                convolve(4, 2),
                relu(),
                norm(),
                convolve(3, window(3, 1, 1), 1),
                norm(),
                relu(),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                norm(),
                convolve(3, window(2, 1, 1), 1),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "batch normalisation before a grouped convolution with padding",
            chain(
                convolve(4, 2),
                relu(),
                norm(),
                convolve(8, window(3, 1, 1), 4),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "batch normalisation twice, of channels and of values",
            chain(convolve(4, 3), relu(), norm(), flat(), norm(), dense(4), relu(), dense(3))),
        Arguments.of(
            "zeros around a convolution and a pooling",
            chain(
                node(new Pad(List.of(0, 1, 2), List.of(0, 2, 1), 0)),
                convolve(4, 3),
                relu(),
                node(new Pad(List.of(0, 1, 0), List.of(0, 0, 1), 0)),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                flat(),
                dense(3))),
        Arguments.of(
            "mean and standard deviation of the input, before padding",
            chain(
                new Input(
                    ImageGraphs.SAMPLE, new BatchNorm(new float[] {2, 4}, new float[] {-1, -0.5f})),
                convolve(4, window(3, 1, 1), 1),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "batch normalisation between two activations",
            chain(convolve(4, 3), relu(), norm(), relu(), flat(), dense(3))),
        Arguments.of("a ReLU of the inputs", chain(relu(), flat(), dense(3))),
        Arguments.of(
            "matrices without activation between them",
            chain(flat(), dense(5), norm(), dense(4), relu(), dense(6), dense(3))),
        Arguments.of(
            "convolutions without activation between them, of which one is of single positions",
            chain(
                convolve(4, window(3, 2, 1), 1),
                norm(),
                convolve(6, 1),
                relu(),
                convolve(4, 1),
                norm(),
                convolve(4, window(3, 1, 1), 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "an average of a map of single positions",
            chain(
                convolve(4, 3),
                relu(),
                convolve(5, 1),
                norm(),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                relu(),
                convolve(6, 1),
                node(new GlobalAverage()),
                dense(3))),
        Arguments.of(
            "classes that are averages",
            chain(convolve(3, 3), relu(), norm(), node(new GlobalAverage()))),
        Arguments.of(
            "every second row and column, and zeros",
            chain(
                convolve(4, 2),
                relu(),
                norm(),
                node(new Slice(List.of(1, 1, 0), List.of(4, 6, 5), List.of(2, 2, 3))),
                node(new Pad(List.of(1, 0, 2), List.of(2, 1, 0), 0)),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "one dimension",
            chain(
                node(new Reshape(Shape.of(2, 42))),
                convolve(4, new Window(WindowAxis.of(1, 1), new WindowAxis(3, 2, 1, 0, 1)), 1),
                relu(),
                pool(Pool.Kind.MAX, new Window(WindowAxis.of(1, 1), WindowAxis.of(2, 2))),
                flat(),
                dense(3))));
  }

  @Test
  void knowsTheBoundsOfActivations() throws ConversionRefusedException {
    AnnGraph graph =
        chain(
            flat(),
            dense(5),
            node(Relu.bounded(2)),
            relu(),
            dense(4),
            node(Relu.bounded(6)),
            dense(3));
    List<Double> bounds = ann(graph).layers().stream().map(AnnLayer::bound).toList();
    assertEquals(List.of(2.0, 6.0, Double.POSITIVE_INFINITY), bounds);
  }

  @Test
  void readsQuantisedLayers() throws ConversionRefusedException, InterruptedException {
    ClipFloorShift function = new ClipFloorShift(3, 0.75f);
    GraphAnn ann = ann(chain(flat(), dense(5), node(function), dense(4), relu(), dense(3)));
    assertEquals(Optional.of(function), ann.quantization(0));
    assertEquals(Optional.empty(), ann.quantization(1));
    QuantizedAnn plain = new QuantizedAnn(ann.layers(), List.of(function));
    Split one = SAMPLES.slice(0, 1);
    ann.run(
        one,
        (rows, in, actual) ->
            plain.run(
                one,
                (r, i, expected) ->
                    assertArrayEquals(expected[0], Arrays.copyOf(actual[0], 5), 1e-6f)));
  }

  @Test
  void givesLayersNamesThatFilesCanHold() throws ConversionRefusedException, InterruptedException {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int flat = builder.add("", Input.of(Shape.of(3)));
    int first =
        builder.add("/net/fc.1/Gemm", dense(4).behind(Shape.of(3), new SplittableRandom(1)), flat);
    int relu = builder.add("r", Relu.plain(), first);
    int second =
        builder.add("net/fc.1/Gemm", dense(4).behind(Shape.of(4), new SplittableRandom(1)), relu);
    int again = builder.add("", Relu.plain(), second);
    builder.add("", dense(2).behind(Shape.of(4), new SplittableRandom(1)), again);
    assertEquals(
        List.of("net_fc.1_Gemm", "net_fc.1_Gemm_2", "layer_2"),
        ann(builder.build()).layers().stream().map(AnnLayer::name).toList());
  }

  @Test
  void averagesStandInForMaxima() throws ConversionRefusedException {
    AnnGraph graph =
        chain(convolve(4, 2), relu(), pool(Pool.Kind.MAX, window(2, 2, 0)), flat(), dense(3));
    AnnGraph replaced = AverageForMax.replace(graph);
    assertEquals(1, AverageForMax.layers(graph));
    assertEquals(0, AverageForMax.layers(replaced));
    assertEquals(
        new GraphAnn(replaced, MaxPooling.REFUSE, Signed.AUTO, 1, Progress.NONE).layers(),
        new GraphAnn(graph, MaxPooling.AVERAGE, Signed.AUTO, 1, Progress.NONE).layers());
  }
}
