package io.github.ann2snn.ann.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphArchitectureTest {
  private static final Window PADDED =
      new Window(new WindowAxis(3, 1, 1, 1, 1), new WindowAxis(3, 1, 1, 1, 1));

  private static Optional<String> text(Shape input, Operation... operations) {
    AnnGraph.Builder graph = new AnnGraph.Builder();
    int node = graph.add("input", Input.of(input));
    for (Operation operation : operations) {
      node = graph.add("node", operation, node);
    }
    return GraphArchitecture.of(graph.build()).map(Architecture::toString);
  }

  private static Dense dense(int inputs, int outputs) {
    return new Dense(outputs, new float[inputs * outputs], new float[outputs]);
  }

  private static Convolve convolve(int inputs, int outputs, int groups, Window window) {
    int weights = inputs / groups * outputs * (int) window.area();
    return new Convolve(outputs, window, groups, new float[weights], new float[outputs]);
  }

  @Test
  void denseLayers() {
    assertEquals(
        Optional.of("7-5-3"),
        text(
            Shape.of(7),
            dense(7, 5),
            new ClipFloorShift(4, 1),
            dense(5, 3),
            new Ending(Ending.Kind.SOFTMAX)));
  }

  @Test
  void images() {
    assertEquals(
        Optional.of("6x8x2-c4k3p1-bn-a2-c4k3p1g4-gmp-5-3"),
        text(
            Shape.of(2, 6, 8),
            convolve(2, 4, 1, PADDED),
            BatchNorm.identity(4),
            Relu.plain(),
            new Pool(Pool.Kind.AVERAGE, Window.square(2, 2)),
            convolve(4, 4, 4, PADDED),
            Relu.plain(),
            new Pool(Pool.Kind.MAX, new Window(WindowAxis.of(3, 1), WindowAxis.of(4, 1))),
            new Reshape(Shape.of(4)),
            dense(4, 5),
            Relu.plain(),
            dense(5, 3)));
    assertEquals(
        Optional.of("6x8x2-gap-3"), text(Shape.of(2, 6, 8), new GlobalAverage(), dense(2, 3)));
  }

  @Test
  void whatNoArchitectureSays() {
    assertEquals(Optional.empty(), text(Shape.of(2, 9), new GlobalAverage(), dense(2, 3)));
    assertEquals(
        Optional.empty(), text(Shape.of(7), dense(7, 5), Relu.plain(), BatchNorm.identity(5)));
    assertEquals(
        Optional.empty(),
        text(
            Shape.of(2, 2, 3),
            new Permute(List.of(1, 2, 0)),
            new Reshape(Shape.of(12)),
            dense(12, 3)));
    assertEquals(
        Optional.empty(),
        text(
            Shape.of(1, 3, 3),
            new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, PADDED),
            new Reshape(Shape.of(9)),
            dense(9, 3)));
    AnnGraph.Builder shortcut = new AnnGraph.Builder();
    int input = shortcut.add("input", Input.of(Shape.of(3)));
    int branch = shortcut.add("dense", dense(3, 3), input);
    shortcut.add("add", new Add(), branch, input);
    assertEquals(Optional.empty(), GraphArchitecture.of(shortcut.build()));
  }
}
