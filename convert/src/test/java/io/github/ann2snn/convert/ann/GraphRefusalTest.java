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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.ann.graph.Upsample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that cannot be converted, and nodes that nothing can be made of. */
class GraphRefusalTest {
  private static String refusal(AnnGraph graph, MaxPooling maxPooling) {
    return assertThrows(
            ConversionRefusedException.class, () -> GraphLayers.read(graph, maxPooling, Signed.NO))
        .getMessage();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String reason, AnnGraph graph) {
    String message = refusal(graph, MaxPooling.GATE);
    assertTrue(message.startsWith(reason), message);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "AveragePool n4 cannot be converted: it follows another pooling",
            chain(
                convolve(4, 3),
                relu(),
                pool(Pool.Kind.AVERAGE, window(2, 1, 0)),
                pool(Pool.Kind.AVERAGE, window(2, 1, 0)),
                flat(),
                dense(3))),
        Arguments.of(
            "MaxPool n4 cannot be converted: it follows another pooling",
            chain(
                convolve(4, 3),
                relu(),
                pool(Pool.Kind.AVERAGE, window(2, 1, 0)),
                pool(Pool.Kind.MAX, window(2, 1, 0)),
                flat(),
                dense(3))),
        Arguments.of(
            "AveragePool n3 cannot be converted: it averages over fewer values",
            chain(
                convolve(4, 3),
                relu(),
                pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, window(2, 1, 1)),
                flat(),
                dense(3))),
        Arguments.of(
            "AveragePool n2 cannot be converted: pooling or batch normalisation lies between",
            chain(
                convolve(4, 3),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                norm(),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "Convolve n2 cannot be converted: its inputs come from Convolve n1 without ReLU",
            chain(convolve(4, 3), convolve(4, 3), relu(), flat(), dense(3))),
        Arguments.of(
            "MaxPool n1 cannot be converted: it takes maxima of the inputs",
            chain(pool(Pool.Kind.MAX, window(2, 2, 0)), flat(), dense(3))),
        Arguments.of(
            "MaxPool n4 cannot be converted: the batch normalisation before it turns the order",
            chain(
                convolve(4, 3),
                relu(),
                node(new BatchNorm(new float[] {1, 1, -0.5f, 1}, new float[4])),
                pool(Pool.Kind.MAX, window(2, 1, 0)),
                flat(),
                dense(3))),
        Arguments.of(
            "AveragePool n4 cannot be converted: the batch normalisation before it shifts values",
            chain(
                convolve(4, 3),
                relu(),
                norm(),
                pool(Pool.Kind.AVERAGE, window(2, 1, 1)),
                flat(),
                dense(3))),
        Arguments.of(
            "Reshape n4 cannot be converted: the batch normalisation before it treats values",
            chain(
                convolve(4, 3),
                relu(),
                norm(),
                node(new Reshape(Shape.of(2, 8, 5))),
                flat(),
                dense(3))),
        Arguments.of(
            "Reshape n4 cannot be converted: the pooling before it has other channels",
            chain(
                convolve(4, 3),
                relu(),
                pool(Pool.Kind.AVERAGE, window(2, 2, 0)),
                node(new Reshape(Shape.of(2, 4, 2))),
                convolve(2, 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "Relu n3 cannot be converted: its slope below 0 is 0.1",
            chain(
                flat(),
                dense(4),
                node(new Relu(Float.POSITIVE_INFINITY, new float[] {0.1f})),
                dense(3))),
        Arguments.of("Relu n3 cannot be converted: it comes last", chain(flat(), dense(3), relu())),
        Arguments.of(
            "Dense n3 cannot be converted: its inputs come from Convolve n1 without ReLU",
            chain(convolve(4, 3), flat(), dense(3))),
        Arguments.of(
            "BatchNorm n3 cannot be converted: it treats values differently that the weights",
            chain(convolve(4, 3), flat(), values(), relu(), dense(3))),
        Arguments.of(
            "Slice n3 cannot be converted: it rearranges what Convolve n1 gives",
            chain(
                convolve(4, 3),
                norm(),
                node(new Slice(List.of(0, 0, 0), List.of(2, 5, 4), List.of(1, 1, 1))),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "Convolve n4 cannot be converted: its inputs come from values that were rearranged",
            chain(
                convolve(4, 3),
                relu(),
                node(new Slice(List.of(0, 0, 0), List.of(2, 5, 4), List.of(1, 1, 1))),
                convolve(2, 2),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "Dense n3 cannot be converted: multiplied with the weights before it, without",
            chain(flat(), dense(1), dense(800_000))),
        Arguments.of(
            "Slice n4 cannot be converted: it rearranges what values that were rearranged",
            chain(
                flat(),
                node(new Slice(List.of(2), List.of(84), List.of(2))),
                node(new Reshape(Shape.of(1, 41))),
                node(new Slice(List.of(0, 1), List.of(1, 41), List.of(1, 1))),
                flat(),
                dense(3))),
        Arguments.of(
            "AveragePool n3 cannot be converted: pooling or batch normalisation lies between",
            chain(
                convolve(4, window(1, 1, 0), 1),
                node(new Reshape(Shape.of(4, 6, 7))),
                pool(Pool.Kind.AVERAGE, window(2, 1, 0)),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "AveragePool n2 cannot be converted: the batch normalisation before it treats values of",
            chain(values(), pool(Pool.Kind.AVERAGE, window(2, 1, 0)), flat(), dense(3))),
        Arguments.of(
            "Convolve n2 cannot be converted: the batch normalisation before it treats values of",
            chain(values(), convolve(4, 1), relu(), flat(), dense(3))),
        Arguments.of(
            "Relu n2 cannot be converted: the batch normalisation before it treats values of",
            chain(values(), relu(), flat(), dense(3))),
        Arguments.of(
            "Relu n6 cannot be converted: values of shape [84] are reshaped to [2, 7, 6] before it",
            chain(
                flat(),
                dense(84),
                relu(),
                node(new Reshape(ImageGraphs.SAMPLE)),
                convolve(4, 3),
                relu(),
                flat(),
                dense(3))),
        Arguments.of(
            "Permute n3 cannot be converted: this kind of node",
            chain(convolve(4, 3), relu(), node(new Permute(List.of(1, 2, 0))), flat(), dense(3))),
        Arguments.of(
            "Upsample n3 cannot be converted: this kind of node",
            chain(convolve(4, 3), relu(), node(new Upsample(2, 2)), flat(), dense(3))));
  }

  @Test
  void maximaWhereNoneAreWanted() {
    AnnGraph graph =
        chain(convolve(4, 3), relu(), pool(Pool.Kind.MAX, window(2, 2, 0)), flat(), dense(3));
    String message = refusal(graph, MaxPooling.REFUSE);
    assertTrue(message.startsWith("MaxPool n3 cannot be converted: it takes maxima, and spikes"));
    assertTrue(message.contains("Supported are dense and convolution layers with ReLU or qcfs"));
  }

  /** Values without activation that go to themselves again and again would double in number. */
  @Test
  void sumsOfMoreTermsThanAnyNetworkHas() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("x", Input.of(Shape.of(3)));
    for (int i = 0; i < 9; i++) {
      last = builder.add("sum" + i, new Add(), last, last);
    }
    String message = refusal(builder.build(), MaxPooling.GATE);
    assertTrue(
        message.startsWith("Add sum8 cannot be converted: 512 branches come together"), message);
  }

  @Test
  void maximaOfSums() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int input = builder.add("x", Input.of(ImageGraphs.SAMPLE));
    int conv = builder.add("c", part(convolve(2, window(1, 1, 0), 1)), input);
    int relu = builder.add("r", Relu.plain(), conv);
    int sum = builder.add("s", new Add(), input, relu);
    builder.add("max", new Pool(Pool.Kind.MAX, window(2, 2, 0)), sum);
    String message = refusal(builder.build(), MaxPooling.GATE);
    assertTrue(message.startsWith("MaxPool max cannot be converted: it takes maxima of a sum"));
  }

  private static Operation part(ImageGraphs.Part part) {
    return part.behind(ImageGraphs.SAMPLE, new SplittableRandom(1));
  }

  /** A scale for each value. */
  private static ImageGraphs.Part values() {
    return (shape, random) -> {
      float[] scale = new float[shape.values()];
      for (int i = 0; i < scale.length; i++) {
        scale[i] = 1 + i;
      }
      return new BatchNorm(scale, new float[scale.length]);
    };
  }
}
