package io.github.ann2snn.ann.folding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimplificationTest {
  private static final Window ROWS =
      new Window(new WindowAxis(2, 1, 1, 0, 1), new WindowAxis(3, 2, 0, 1, 1));

  private static AnnGraph chain(Shape shape, Operation... operations) {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("x", Input.of(shape));
    for (Operation operation : operations) {
      last = builder.add("n" + last, operation, last);
    }
    return builder.build();
  }

  private static Pad zeros(List<Integer> before, List<Integer> after) {
    return new Pad(before, after, 0);
  }

  private static Convolve convolve(Window window) {
    float[] weight = {1, -2, 3, -4, 5, -6};
    return new Convolve(1, window, 1, weight, new float[] {0.5f});
  }

  /** The operations behind the input; outputs must be those of before. */
  private static List<Operation> simplified(AnnGraph graph) {
    AnnGraph simple = Simplification.of(graph);
    float[] sample = new float[graph.inputShape().values()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = i % 5 - 2;
    }
    assertArrayEquals(
        new ReferenceForward(graph).run(sample), new ReferenceForward(simple).run(sample));
    return simple.nodes().stream().skip(1).map(AnnGraph.Node::operation).toList();
  }

  @Test
  void zerosBecomePaddingOfAConvolution() {
    AnnGraph graph =
        chain(
            Shape.of(1, 4, 5),
            zeros(List.of(0, 1, 2), List.of(0, 3, 4)),
            convolve(ROWS),
            Relu.plain());
    Window both = new Window(new WindowAxis(2, 1, 2, 3, 1), new WindowAxis(3, 2, 2, 5, 1));
    assertEquals(List.of(convolve(both), Relu.plain()), simplified(graph));
    assertEquals("n1", Simplification.of(graph).nodes().get(1).name());
  }

  @Test
  void inOneDimension() {
    Window row = new Window(WindowAxis.of(1, 1), WindowAxis.of(6, 1));
    Window padded = new Window(WindowAxis.of(1, 1), new WindowAxis(6, 1, 2, 1, 1));
    AnnGraph graph = chain(Shape.of(1, 7), zeros(List.of(0, 2), List.of(0, 1)), convolve(row));
    assertEquals(List.of(convolve(padded)), simplified(graph));
  }

  @Test
  void zerosBecomePaddingOfAnAverageAndOfNothingElse() {
    Pad pad = zeros(List.of(0, 1, 1), List.of(0, 1, 1));
    Window window = Window.square(2, 2);
    WindowAxis axis = new WindowAxis(2, 2, 1, 1, 1);
    Shape shape = Shape.of(2, 4, 4);
    assertEquals(
        List.of(new Pool(Pool.Kind.AVERAGE, new Window(axis, axis))),
        simplified(chain(shape, pad, new Pool(Pool.Kind.AVERAGE, window))));
    for (Pool.Kind kind : List.of(Pool.Kind.MAX, Pool.Kind.AVERAGE_WITHOUT_PADDING)) {
      Pool pool = new Pool(kind, window);
      assertEquals(List.of(pad, pool), simplified(chain(shape, pad, pool)));
    }
  }

  @Test
  void otherPaddingStays() {
    Pad ones = new Pad(List.of(0, 1, 1), List.of(0, 1, 1), 1);
    AnnGraph graph = chain(Shape.of(1, 4, 5), ones, convolve(ROWS));
    assertEquals(List.of(ones, convolve(ROWS)), simplified(graph));
    Pad channels = zeros(List.of(1, 0, 0), List.of(0, 0, 0));
    Pool pool = new Pool(Pool.Kind.AVERAGE, Window.square(2, 2));
    assertEquals(List.of(channels, pool), simplified(chain(Shape.of(1, 4, 4), channels, pool)));
  }

  @Test
  void aReluLiesBeforeMaxima() {
    Pool max = new Pool(Pool.Kind.MAX, Window.square(2, 2));
    Relu bounded = Relu.bounded(1);
    AnnGraph graph = chain(Shape.of(1, 4, 4), max, bounded);
    assertEquals(List.of(bounded, max), simplified(graph));
    List<String> names =
        Simplification.of(graph).nodes().stream().map(AnnGraph.Node::name).toList();
    assertEquals(List.of("x", "n1", "n0"), names);
    Pool average = new Pool(Pool.Kind.AVERAGE, Window.square(2, 2));
    assertEquals(List.of(average, bounded), simplified(chain(Shape.of(1, 4, 4), average, bounded)));
  }

  @Test
  void nodesPassOneAfterTheOther() {
    Pool max = new Pool(Pool.Kind.MAX, Window.square(2, 2));
    Relu relu = Relu.plain();
    assertEquals(List.of(relu, max, max), simplified(chain(Shape.of(1, 8, 8), max, max, relu)));
    Pad rows = zeros(List.of(0, 1, 0), List.of(0, 3, 0));
    Pad columns = zeros(List.of(0, 0, 2), List.of(0, 0, 4));
    Window both = new Window(new WindowAxis(2, 1, 2, 3, 1), new WindowAxis(3, 2, 2, 5, 1));
    assertEquals(
        List.of(convolve(both)),
        simplified(chain(Shape.of(1, 4, 5), rows, columns, convolve(ROWS))));
  }

  @Test
  void whatOthersUseStays() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int input = builder.add("x", Input.of(Shape.of(1, 4, 4)));
    int max = builder.add("max", new Pool(Pool.Kind.MAX, Window.square(2, 2)), input);
    int relu = builder.add("relu", Relu.plain(), max);
    builder.add("sum", new Add(), max, relu);
    AnnGraph graph = builder.build();
    assertEquals(graph, Simplification.of(graph));
  }
}
