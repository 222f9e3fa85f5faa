package io.github.ann2snn.ann.folding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {
  private static final Shape IMAGE = Shape.of(4, 3, 3);

  private final SplittableRandom random = new SplittableRandom(5);
  private AnnGraph.Builder builder;

  @BeforeEach
  void begin() {
    builder = new AnnGraph.Builder();
  }

  private float[] some(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private BatchNorm norm(int count) {
    return new BatchNorm(some(count), some(count));
  }

  private Convolve convolve(int padding) {
    WindowAxis axis = new WindowAxis(2, 1, padding, 0, 1);
    return new Convolve(6, new Window(axis, axis), 2, some(6 * 2 * 4), some(6));
  }

  /** A chain of these operations is folded to these kinds, and gives the same. */
  private void expect(List<String> kinds, Shape shape, Operation... operations) {
    int last = builder.add("x", Input.of(shape));
    for (Operation operation : operations) {
      last = builder.add("", operation, last);
    }
    same(kinds);
  }

  private void same(List<String> kinds) {
    AnnGraph graph = builder.build();
    AnnGraph folded = BatchNormFolding.fold(graph);
    assertEquals(kinds, folded.nodes().stream().map(node -> node.operation().kindName()).toList());
    float[] sample = some(graph.inputShape().values());
    assertArrayEquals(
        new ReferenceForward(graph).run(sample), new ReferenceForward(folded).run(sample), 1e-5f);
  }

  @Test
  void behindLinearNodes() {
    expect(List.of("Input", "Convolve"), IMAGE, convolve(1), norm(6));
    begin();
    expect(List.of("Input", "Dense"), Shape.of(3), new Dense(2, some(6), some(2)), norm(2));
  }

  @Test
  void beforeLinearNodes() {
    Relu relu = Relu.plain();
    expect(List.of("Input", "Relu", "Convolve"), IMAGE, relu, norm(4), convolve(0));
    begin();
    Dense dense = new Dense(2, some(6), some(2));
    expect(List.of("Input", "Relu", "Dense"), Shape.of(3), relu, norm(3), dense);
  }

  @Test
  void paddingIsNotNormalised() {
    Relu relu = Relu.plain();
    expect(List.of("Input", "Relu", "BatchNorm", "Convolve"), IMAGE, relu, norm(4), convolve(1));
  }

  @Test
  void inARowAndOfTheInput() {
    expect(List.of("Input", "Convolve"), IMAGE, norm(4), norm(36), norm(4), convolve(1));
  }

  @Test
  void oneForEachValueStaysBehindAConvolution() {
    expect(List.of("Input", "Convolve", "BatchNorm"), IMAGE, convolve(1), norm(6 * 9));
  }

  @Test
  void whatOthersUseStays() {
    int x = builder.add("x", Input.of(Shape.of(3)));
    int fc = builder.add("fc", new Dense(3, some(9), some(3)), x);
    int norm = builder.add("norm", norm(3), fc);
    builder.add("sum", new Add(), norm, fc);
    same(List.of("Input", "Dense", "BatchNorm", "Add"));
  }

  @Test
  void byHand() {
    // 10 (2 x + 3) + 1 = 20 x + 31, then 4 (20 x + 31) + 5 = 80 x + 129.
    int x = builder.add("x", Input.of(Shape.of(1)));
    int a = builder.add("a", new Dense(1, new float[] {2}, new float[] {3}), x);
    int n = builder.add("n", new BatchNorm(new float[] {10}, new float[] {1}), a);
    builder.add("m", new BatchNorm(new float[] {4}, new float[] {5}), n);
    AnnGraph folded = BatchNormFolding.fold(builder.build());
    Dense expected = new Dense(1, new float[] {80}, new float[] {129});
    assertEquals(expected, folded.output().operation());
    assertEquals("a", folded.output().name());
    assertEquals(2, folded.nodes().size());
  }
}
