package io.github.ann2snn.ann.torch;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.architecture.WindowRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of an architecture that takes a module.
 *
 * @param weight the shape that its weights have in PyTorch
 */
record Taker(Stage stage, List<Integer> weight) {
  /** Those of an architecture, in its order. */
  static List<Taker> all(Architecture architecture) {
    List<Shape> inputs = architecture.shapes();
    List<Taker> takers = new ArrayList<>();
    for (int i = 0; i < architecture.stages().size(); i++) {
      Stage stage = architecture.stages().get(i);
      if (stage.parameters(inputs.get(i)) > 0) {
        takers.add(new Taker(stage, weight(stage, inputs.get(i))));
      }
    }
    return takers;
  }

  private static List<Integer> weight(Stage stage, Shape input) {
    if (stage instanceof Stage.Convolution convolution) {
      int[] kernel = WindowRules.kernel(convolution.window());
      int channels = input.channels() / convolution.groups();
      return List.of(convolution.channels(), channels, kernel[0], kernel[1]);
    }
    return stage instanceof Stage.Dense dense
        ? List.of(dense.neurons(), input.size())
        : List.of(input.channels());
  }

  boolean isNorm() {
    return stage instanceof Stage.BatchNorm;
  }

  /**
   * Whether a module is of its kind, and of its size.
   *
   * @param shapes of all arrays
   */
  boolean fits(TorchModule module, Map<String, List<Integer>> shapes) {
    String name = module.arrays().get(isNorm() ? "running_mean" : "weight");
    return module.isBatchNorm() == isNorm() && name != null && shapes.get(name).equals(weight);
  }

  @Override
  public String toString() {
    return stage.toString();
  }
}
