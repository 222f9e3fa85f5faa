package io.github.ann2snn.convert.ann;

import static io.github.ann2snn.convert.ann.ImageGraphs.convolve;
import static io.github.ann2snn.convert.ann.ImageGraphs.dense;
import static io.github.ann2snn.convert.ann.ImageGraphs.flat;
import static io.github.ann2snn.convert.ann.ImageGraphs.norm;
import static io.github.ann2snn.convert.ann.ImageGraphs.window;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers and projections that are read of a graph with branches compute what it does. */
class BranchesTest {
  private static final int WIDTH = ImageGraphs.SAMPLE.values();

  /** Draws a graph node by node. */
  private static final class Drawing {
    final AnnGraph.Builder builder = new AnnGraph.Builder();
    private final SplittableRandom random = new SplittableRandom(3);
    private int count;
    final int input = builder.add("n0", Input.of(ImageGraphs.SAMPLE));

    int add(ImageGraphs.Part part, int before) {
      return node(part.behind(builder.shape(before), random), before);
    }

    int node(Operation operation, Integer... before) {
      count++;
      return builder.add("n" + count, operation, before);
    }

    int relu(int before) {
      return node(Relu.plain(), before);
    }

    void end(int before) {
      add(dense(3), builder.shape(before).rank() == 1 ? before : add(flat(), before));
    }
  }

  private static AnnGraph graph(Consumer<Drawing> draw) {
    Drawing drawing = new Drawing();
    draw.accept(drawing);
    return drawing.builder.build();
  }

  @ParameterizedTest(name = "{0}, seed 3")
  @MethodSource("graphs")
  void readsWhatRuns(String what, AnnGraph graph)
      throws ConversionRefusedException, InterruptedException {
    GraphAnn ann = new GraphAnn(graph, MaxPooling.GATE, Signed.AUTO, 2, Progress.NONE);
    PlainAnn plain = new PlainAnn(ann.layers());
    ReferenceForward reference = new ReferenceForward(graph);
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256) / 256f;
    }
    Split one = Split.ofFloats(values, new byte[1], WIDTH);
    int[] seen = new int[1];
    ann.run(
        one,
        (rows, inputs, actual) -> {
          plain.run(
              one,
              (r, in, expected) -> {
                for (int l = 0; l < expected.length; l++) {
                  float[] own = Arrays.copyOf(actual[l], expected[l].length);
                  assertArrayEquals(expected[l], own, 5e-6f, "layer " + l);
                  seen[0]++;
                }
              });
          float[] logits = reference.run(values);
          float[] last = actual[actual.length - 1];
          assertArrayEquals(logits, Arrays.copyOf(last, logits.length), 5e-6f);
        });
    assertEquals(ann.layers().size(), seen[0]);
    assertEquals(ann.layers().size(), spiking(ann.layers()).populations().size());
  }

  private static SpikingNetwork spiking(List<AnnLayer> layers) {
    List<Population> populations =
        layers.stream()
            .map(
                layer ->
                    new Population(
                        layer.name(),
                        layer.projections(),
                        IntegrateAndFire.of(Firing.unit(layer.outputs(), 0, Reset.SUBTRACT))))
            .toList();
    return new SpikingNetwork(
        ImageGraphs.SAMPLE.sizes(),
        populations,
        1,
        new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  static Stream<Arguments> graphs() {
    return Stream.of(
        Arguments.of("identity and convolution", graph(BranchesTest::residual)),
        Arguments.of(
            "a shortcut with weights and stride",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
                  int f = g.relu(g.add(convolve(6, window(3, 2, 1), 1), x));
                  int h = g.add(norm(), g.add(convolve(6, window(3, 1, 1), 1), f));
                  int s = g.add(norm(), g.add(convolve(6, window(1, 2, 0), 1), x));
                  g.end(g.relu(g.node(new Add(), h, s)));
                })),
        Arguments.of(
            "slices and zeros",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
                  int f = g.relu(g.add(convolve(8, window(3, 2, 1), 1), x));
                  int h = g.add(convolve(8, window(3, 1, 1), 1), f);
                  int a = g.node(slice(List.of(4, 7, 6), List.of(1, 2, 1)), x);
                  int b = g.node(slice(List.of(4, 4, 6), List.of(1, 1, 2)), a);
                  int c = g.node(new Pad(List.of(2, 0, 0), List.of(2, 0, 0), 0), b);
                  g.end(g.relu(g.node(new Add(), h, c)));
                })),
        Arguments.of(
            "the inputs in two branches, and a normalised sum",
            graph(
                g -> {
                  int f = g.add(convolve(2, window(3, 1, 1), 1), g.input);
                  int sum = g.add(norm(), g.node(new Add(), f, g.add(norm(), g.input)));
                  g.end(g.relu(sum));
                })),
        Arguments.of(
            "concatenated maps before convolutions, one of them in groups",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
                  int p = g.node(new Pool(Pool.Kind.AVERAGE, window(2, 2, 0)), x);
                  int y = g.relu(g.add(convolve(2, window(3, 1, 1), 1), p));
                  int both = g.node(new Concat(0), p, y);
                  int z = g.relu(g.add(norm(), g.add(convolve(3, window(3, 1, 1), 1), both)));
                  int all = g.node(new Concat(0), both, z);
                  int t = g.relu(g.add(convolve(6, window(1, 1, 0), 1), all));
                  int depth = g.add(convolve(9, window(3, 1, 1), 9), all);
                  g.end(g.node(new Concat(0), t, g.relu(depth)));
                })),
        Arguments.of(
            "batch normalisation and ReLU of concatenated maps",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(3, window(3, 1, 1), 1), g.input));
                  int y = g.relu(g.add(convolve(2, window(3, 1, 1), 1), x));
                  int all = g.relu(g.add(norm(), g.node(new Concat(0), x, y)));
                  g.end(g.relu(g.add(convolve(4, window(3, 1, 1), 1), all)));
                })),
        Arguments.of(
            "normalised maps of single values before a convolution",
            graph(
                g -> {
                  Window all = new Window(WindowAxis.of(7, 1), WindowAxis.of(6, 1));
                  int x = g.relu(g.add(convolve(3, all, 1), g.input));
                  int y = g.relu(g.add(convolve(2, all, 1), g.input));
                  int normal = g.relu(g.add(norm(), g.node(new Concat(0), x, y)));
                  g.end(g.relu(g.add(convolve(4, window(1, 1, 0), 1), normal)));
                })),
        Arguments.of(
            "an activation of concatenated sums",
            graph(
                g -> {
                  int a = g.add(convolve(3, window(3, 1, 1), 1), g.input);
                  int b = g.add(convolve(2, window(1, 1, 0), 1), g.input);
                  int all = g.relu(g.add(norm(), g.node(new Concat(0), a, b)));
                  g.end(g.node(new GlobalAverage(), all));
                })),
        Arguments.of(
            "linear bottlenecks",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(1, 1, 0), 1), g.input));
                  int d = g.node(Relu.bounded(6), g.add(convolve(4, window(3, 1, 1), 4), x));
                  int first = g.add(convolve(3, window(1, 1, 0), 1), d);
                  int e = g.relu(g.add(convolve(6, window(1, 1, 0), 1), first));
                  int second = g.add(convolve(3, window(1, 1, 0), 1), e);
                  int sum = g.node(new Add(), first, second);
                  int last = g.relu(g.add(norm(), g.add(convolve(5, window(3, 1, 1), 1), sum)));
                  g.end(last);
                })),
        Arguments.of(
            "max pooling in one branch, averages in another",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
                  int max = g.node(new Pool(Pool.Kind.MAX, window(2, 2, 0)), x);
                  int average = g.node(new Pool(Pool.Kind.AVERAGE, window(2, 2, 0)), x);
                  int a = g.add(convolve(5, window(1, 1, 0), 1), max);
                  int b = g.add(convolve(5, window(1, 1, 0), 1), average);
                  g.end(g.relu(g.node(new Add(), a, b)));
                })),
        Arguments.of(
            "a bound behind flat values, of which the maps go on without",
            graph(
                g -> {
                  int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
                  int low = g.node(Relu.bounded(0.125f), g.add(flat(), x));
                  int y = g.relu(g.add(convolve(3, window(3, 1, 1), 1), x));
                  g.end(g.node(new Concat(0), low, g.add(flat(), y)));
                })),
        Arguments.of(
            "rows of values",
            graph(
                g -> {
                  int x = g.relu(g.add(dense(5), g.add(flat(), g.input)));
                  int y = g.add(dense(5), g.relu(g.add(dense(4), x)));
                  int sum = g.relu(g.node(new Add(), x, y));
                  g.end(g.node(new Concat(0), sum, x));
                })));
  }

  private static Slice slice(List<Integer> end, List<Integer> step) {
    return new Slice(List.of(0, 0, 0), end, step);
  }

  private static void residual(Drawing g) {
    int x = g.relu(g.add(convolve(4, window(3, 1, 1), 1), g.input));
    int f = g.relu(g.add(convolve(4, window(3, 1, 1), 1), x));
    int h = g.add(norm(), g.add(convolve(4, window(3, 1, 1), 1), f));
    g.end(g.relu(g.node(new Add(), h, x)));
  }

  /** Maps that neither of two convolutions leads together stay apart: no path without weight. */
  @Test
  void productsKeepGroups() throws ConversionRefusedException, InterruptedException {
    AnnGraph graph =
        graph(
            g -> {
              int x = g.add(convolve(4, window(3, 1, 1), 2), g.input);
              g.end(g.relu(g.add(convolve(6, window(1, 1, 0), 2), x)));
            });
    readsWhatRuns("groups", graph);
    AnnLayer layer =
        new GraphAnn(graph, MaxPooling.GATE, Signed.AUTO, 1, Progress.NONE).layers().get(0);
    assertEquals(6 * 9, layer.projections().get(0).connection().weights());
  }

  /** A shortcut is an identity, and layers are named after their weights, or their sum. */
  @Test
  void shortcutsAreOneToOne() throws ConversionRefusedException {
    List<AnnLayer> layers =
        new GraphAnn(graph(BranchesTest::residual), MaxPooling.GATE, Signed.AUTO, 1, Progress.NONE)
            .layers();
    assertEquals(List.of("n1", "n3", "n7", "n10"), layers.stream().map(AnnLayer::name).toList());
    List<Projection> sum = layers.get(2).projections();
    assertEquals(List.of(0, 1), sum.stream().map(Projection::source).toList());
    OneToOne shortcut = (OneToOne) sum.get(0).connection();
    assertArrayEquals(new float[] {1, 1, 1, 1}, shortcut.weight());
    assertEquals(1, shortcut.fanOut(17));
  }
}
