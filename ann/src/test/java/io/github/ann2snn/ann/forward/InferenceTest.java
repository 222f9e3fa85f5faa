package io.github.ann2snn.ann.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.forward.ForwardPassTest.Listed;
import io.github.ann2snn.ann.forward.MacCount.LayerMacs;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes, margins and operations worked out by hand. */
class InferenceTest {
  private final AnnGraph.Builder builder = new AnnGraph.Builder();

  private Inference infer(int threads, float[]... samples) throws InterruptedException {
    return Inference.of(builder.build(), new Listed(List.of(samples)), threads, done -> {});
  }

  @Test
  void operationsWhoseInputIsZeroAreSkipped() throws InterruptedException {
    // Two groups of one channel, two outputs each, a window of 3 with padding 1, stride 2, over
    // rows of 4: outputs at 0 and 2. Inputs 0, 1, 2, 3 are seen by 1, 2, 1, 1 of them.
    Window window = new Window(WindowAxis.of(1, 1), new WindowAxis(3, 2, 1, 0, 1));
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    int x = builder.add("x", Input.of(Shape.of(2, 4)));
    x = builder.add("conv", new Convolve(4, window, 2, ones, new float[] {0, -5, 0, 0}), x);
    x = builder.add("relu", Relu.plain(), x);
    x = builder.add("flat", new Reshape(Shape.of(8)), x);
    float[] weight = new float[16];
    weight[0] = 1;
    weight[8 + 4] = 2;
    x = builder.add("", new Dense(2, weight, new float[2]), x);
    builder.add("p", new Ending(Ending.Kind.SOFTMAX), x);
    Inference inference =
        infer(1, new float[] {1, 0, 0, 0, 0, 0, 0, 0}, new float[] {0, 1, 1, 0, 0, 1, 0, 0});
    // conv: group 0 gives (1, 0) twice, less 5 the second time: relu (1, 0, 0, 0); group 1 nothing.
    // Second sample: windows -1..1 and 1..3 of (0, 1, 1, 0) are 1 and 2, of (0, 1, 0, 0) 1 and 1.
    assertArrayEquals(new int[] {0, 1}, inference.classes());
    assertArrayEquals(new float[] {1, 1}, inference.margins());
    // 2 outputs a group: the first sample has 1 operation, the second 2 + 1 and 2, times 2.
    // Dense: 1 input in the first sample, (1, 2) and twice (1, 1) in the second, times 2.
    assertEquals(
        List.of(new LayerMacs("conv", 3, 8, 6), new LayerMacs("Dense", 8, 2, 7)),
        inference.macs().layers());
    assertEquals(24 + 16, inference.macs().dense());
    assertEquals(24 + 16, MacCount.dense(builder.build()));
    assertEquals(13, inference.macs().effective());
  }

  @Test
  void theLowestClassIsTakenOnTies() throws InterruptedException {
    int x = builder.add("x", Input.of(Shape.of(3)));
    builder.add("r", Relu.plain(), x);
    Inference inference = infer(2, new float[] {1, 4, 4}, new float[] {0, -1, -2});
    assertArrayEquals(new int[] {1, 0}, inference.classes());
    assertArrayEquals(new float[] {0, 0}, inference.margins());
    assertEquals(List.of(), inference.macs().layers());
    assertEquals(0.5, inference.accuracy(new Listed(List.of(new float[3], new float[3]))));
  }

  @Test
  void oneSigmoidIsTwoClasses() throws InterruptedException {
    int x = builder.add("x", Input.of(Shape.of(1)));
    builder.add("p", new Ending(Ending.Kind.SIGMOID), x);
    Inference inference = infer(1, new float[] {3}, new float[] {-1});
    assertArrayEquals(new int[] {1, 0}, inference.classes());
    assertArrayEquals(new float[] {3, 1}, inference.margins());
  }

  @Test
  void oneClassHasNoRival() throws InterruptedException {
    int x = builder.add("x", Input.of(Shape.of(1)));
    builder.add("p", new Ending(Ending.Kind.SOFTMAX), x);
    assertArrayEquals(new float[] {Float.POSITIVE_INFINITY}, infer(1, new float[] {3}).margins());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void threadsChangeNothing(int threads) throws InterruptedException {
    int x = builder.add("x", Input.of(Shape.of(2)));
    builder.add("fc", new Dense(2, new float[] {1, 0, 0, 1}, new float[2]), x);
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      samples.add(new float[] {i % 3, i % 7});
    }
    Inference inference = infer(threads, samples.toArray(float[][]::new));
    long effective = 0;
    for (int i = 0; i < 500; i++) {
      assertEquals(i % 7 > i % 3 ? 1 : 0, inference.classes()[i]);
      assertEquals(Math.abs(i % 7 - i % 3), inference.margins()[i]);
      effective += (i % 3 == 0 ? 0 : 2) + (i % 7 == 0 ? 0 : 2);
    }
    assertEquals(effective / 500.0, inference.macs().effective());
  }

  @Test
  void withoutSamplesThereIsNothingToSay() {
    builder.add("x", Input.of(Shape.of(2)));
    assertEquals(
        "there is no sample to evaluate",
        assertThrows(IllegalArgumentException.class, () -> infer(1)).getMessage());
  }
}
