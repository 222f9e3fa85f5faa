package io.github.ann2snn.ann.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks worked out by hand. */
class ReferenceForwardTest {
  private final AnnGraph.Builder builder = new AnnGraph.Builder();

  @Test
  void aResidualBlock() {
    // y = relu(x + 2 relu(x - 3)), then the mean over space, then two classes.
    int x = builder.add("x", Input.of(Shape.of(1, 1, 3)));
    int less = builder.add("less", pointwise(1, -3), x);
    int relu = builder.add("relu", Relu.plain(), less);
    int twice = builder.add("twice", pointwise(2, 0), relu);
    int sum = builder.add("sum", new Add(), twice, x);
    int out = builder.add("out", Relu.plain(), sum);
    int mean = builder.add("mean", new GlobalAverage(), out);
    builder.add("fc", new Dense(2, new float[] {1, -1}, new float[] {0, 10}), mean);
    List<String> seen = new ArrayList<>();
    float[] outputs =
        new ReferenceForward(builder.build())
            .run(
                new float[] {-1, 2, 5},
                (node, rows, values) -> seen.add(node + " " + Arrays.toString(values)));
    // 2 relu(-4, -1, 2) = 0, 0, 4; with x: -1, 2, 9; relu: 0, 2, 9; mean 11/3.
    assertArrayEquals(new float[] {11f / 3, 10 - 11f / 3}, outputs);
    assertEquals(
        List.of(
            "0 [-1.0, 2.0, 5.0]",
            "1 [-4.0, -1.0, 2.0]",
            "2 [0.0, 0.0, 2.0]",
            "3 [0.0, 0.0, 4.0]",
            "4 [-1.0, 2.0, 9.0]",
            "5 [0.0, 2.0, 9.0]",
            "6 [3.6666667]",
            "7 " + Arrays.toString(outputs)),
        seen);
  }

  @Test
  void branchesOfScaledInputs() {
    Input scaled =
        new Input(Shape.of(1, 1, 2), new BatchNorm(new float[] {0.5f}, new float[] {-1}));
    int x = builder.add("x", scaled);
    int a = builder.add("a", pointwise(10, 0), x);
    builder.add("both", new Concat(0), x, a, x);
    assertArrayEquals(
        new float[] {0, 1, 0, 10, 0, 1},
        new ReferenceForward(builder.build()).run(new float[] {2, 4}));
  }

  @Test
  void aSampleOfAnotherShapeIsRefused() {
    builder.add("x", Input.of(Shape.of(1, 2, 2)));
    ReferenceForward forward = new ReferenceForward(builder.build());
    assertEquals(
        "a sample of 3 values, expected 4: the input has the shape [1, 2, 2]",
        assertThrows(IllegalArgumentException.class, () -> forward.run(new float[3])).getMessage());
  }

  private static Convolve pointwise(float weight, float bias) {
    return new Convolve(1, Window.square(1, 1), 1, new float[] {weight}, new float[] {bias});
  }
}
