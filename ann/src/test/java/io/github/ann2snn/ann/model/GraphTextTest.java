package io.github.ann2snn.ann.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.runtime.connection.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTextTest {
  private static AnnGraph chain(Operation... operations) {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("x", Input.of(Shape.of(1, 4, 4)));
    for (Operation operation : operations) {
      last = builder.add("", operation, last);
    }
    return builder.build();
  }

  private static Convolve convolve() {
    return new Convolve(2, Window.square(3, 1), 1, new float[18], new float[2]);
  }

  @Test
  void aChainReadsAsAnArchitecture() {
    AnnGraph graph =
        chain(
            convolve(),
            Relu.bounded(6),
            new Pool(Pool.Kind.AVERAGE, Window.square(2, 2)),
            Reshape.flat(Shape.of(2, 1, 1)),
            new Dense(3, new float[6], new float[3]),
            new Ending(Ending.Kind.SOFTMAX));
    assertEquals("4x4x1-c2k3-a2-3", GraphText.line(graph));
    assertEquals(29, GraphText.parameters(graph));
    assertEquals(
        """
        node  operation       takes  gives      parameters
        x     Input                  [1, 4, 4]
        #1    Convolve c2k3   x      [2, 2, 2]          20
        #2    Relu up to 6    #1     [2, 2, 2]
        #3    AveragePool a2  #2     [2, 1, 1]
        #4    Reshape         #3     [2]
        #5    Dense           #4     [3]                 9
        #6    Softmax         #5     [3]
        """,
        GraphText.table(graph));
  }

  /** Nothing that changes values is left out, though architectures cannot say it. */
  @Test
  void whatNoArchitectureSaysIsNamed() {
    Pad pad = new Pad(List.of(0, 1, 1), List.of(0, 1, 1), 0);
    AnnGraph graph = chain(pad, convolve(), new Upsample(2, 2));
    assertEquals("4x4x1-pad-c2k3-upsample", GraphText.line(graph));
  }

  @Test
  void branchesAreCounted() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int input = builder.add("x", Input.of(Shape.of(3)));
    int dense = builder.add("fc", new Dense(3, new float[9], new float[3]), input);
    int relu = builder.add("r", Relu.plain(), dense);
    builder.add("sum", new Add(), input, relu);
    assertEquals("3 in, 1 Dense, 1 Add, 3 out", GraphText.line(builder.build()));
  }
}
