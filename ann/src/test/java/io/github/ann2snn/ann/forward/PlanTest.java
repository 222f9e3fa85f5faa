package io.github.ann2snn.ann.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is computed together, and how little room it takes. */
class PlanTest {
  private final AnnGraph.Builder builder = new AnnGraph.Builder();

  private int convolve(int input, int channels) {
    int weights = channels * builder.shape(input).channels();
    return builder.add(
        "conv",
        new Convolve(channels, Window.square(1, 1), 1, new float[weights], new float[channels]),
        input);
  }

  private String steps(Integer... watched) {
    Plan plan = new Plan(builder.build(), Set.of(watched));
    StringBuilder steps = new StringBuilder();
    for (Plan.Step step : plan.steps()) {
      steps.append(step.links().stream().map(Plan.Link::node).toList());
      steps.append(step.copied() < 0 ? "" : " of " + step.copied());
      steps.append(" in ").append(step.to()).append("; ");
    }
    return steps.append(plan.buffers()).toString();
  }

  @Test
  void aChainTakesTwoBuffers() {
    int x = builder.add("x", Input.of(Shape.of(1, 2, 2)));
    for (int i = 0; i < 3; i++) {
      x = builder.add("relu", Relu.plain(), convolve(x, i + 1));
    }
    int flat = builder.add("flat", new Reshape(Shape.of(12)), x);
    builder.add("fc", new Dense(2, new float[24], new float[2]), flat);
    assertEquals("[0] in 0; [1, 2] in 1; [3, 4] in 0; [5, 6, 7] in 1; [8] in 0; [8, 12]", steps());
    assertEquals(
        "[0] in 0; [1] in 1; [2] of 1 in 1; [3, 4] in 0; [5, 6] in 1; [7] of 1 in 1; [8] in 0;"
            + " [8, 12]",
        steps(1, 6),
        "what is watched must lie somewhere");
  }

  @Test
  void aResidualBlockAddsWhileItComputes() {
    int x = builder.add("x", Input.of(Shape.of(2, 2, 2)));
    int first = builder.add("relu", Relu.plain(), convolve(x, 2));
    int sum = builder.add("sum", new Add(), x, convolve(first, 2));
    builder.add("relu", Relu.plain(), sum);
    assertEquals("[0] in 0; [1, 2] in 1; [3, 4, 5] in 2; [8, 8, 8]", steps());
    Plan.Step last = new Plan(builder.build(), Set.of()).steps().get(2);
    assertEquals(List.of(0), last.links().get(1).from(), "the shortcut");
    assertEquals(List.of(), last.links().get(2).from());
  }

  @Test
  void valuesThatOthersNeedAreCopied() {
    int x = builder.add("x", Input.of(Shape.of(2)));
    int relu = builder.add("relu", Relu.plain(), x);
    int row = builder.add("row", new Reshape(Shape.of(2, 1)), x);
    int back = builder.add("back", new Reshape(Shape.of(2)), row);
    builder.add("sum", new Add(), relu, back, x);
    assertEquals(
        "[0] in 0; [1] of 0 in 1; [2] of 0 in 0; [3] of 0 in 0; [4] of 1 in 1; [2, 2]", steps());
  }
}
