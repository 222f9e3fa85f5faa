package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Iterator;
import java.util.List;

/**
 * An architecture as a network. Hidden layers have ReLU, or the {@link Stage.Quantization} that
 * stands in its place; softmax stands at the end, or a sigmoid where there is one output.
 */
public final class ArchitectureGraph {
  private final Architecture architecture;
  private final AnnGraph.Builder network = new AnnGraph.Builder();
  private int last;

  private ArchitectureGraph(Architecture architecture) {
    this.architecture = architecture;
  }

  /**
   * What a stage with parameters computes.
   *
   * @param name for messages
   * @param operation with its numbers
   */
  public record Weighted(String name, Operation operation) {}

  /**
   * Makes the network.
   *
   * @param weighted the stages that have parameters, in their order
   * @throws IllegalArgumentException if they are not as many, or do not fit
   */
  public static AnnGraph of(Architecture architecture, List<Weighted> weighted) {
    return new ArchitectureGraph(architecture).build(weighted.iterator());
  }

  private AnnGraph build(Iterator<Weighted> weighted) {
    List<Stage> stages = architecture.stages();
    last = network.add("input", Input.of(shape(architecture.input())));
    Shape shape = architecture.input();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage instanceof Stage.Dense) {
        flatten();
      }
      if (stage.parameters(shape) > 0) {
        Weighted next = weighted.next();
        last = network.add(next.name(), next.operation(), last);
      } else {
        addUnweighted(stage, stage + "_" + i);
      }
      if (isRectified(i)) {
        last = network.add("relu_" + i, Relu.plain(), last);
      }
      shape = stage.output(shape);
    }
    boolean one = architecture.outputs() == 1;
    network.add("output", new Ending(one ? Ending.Kind.SIGMOID : Ending.Kind.SOFTMAX), last);
    return network.build();
  }

  private static io.github.ann2snn.ann.graph.Shape shape(Shape shape) {
    FeatureMaps maps = shape.maps();
    return shape.isRow()
        ? io.github.ann2snn.ann.graph.Shape.of(shape.size())
        : io.github.ann2snn.ann.graph.Shape.of(maps.channels(), maps.height(), maps.width());
  }

  private void flatten() {
    last =
        network.reshaped(
            "flatten", last, io.github.ann2snn.ann.graph.Shape.of(network.shape(last).values()));
  }

  private void addUnweighted(Stage stage, String name) {
    if (stage instanceof Stage.Pooling pooling) {
      last = network.add(name, new Pool(kind(pooling.kind()), pooling.window()), last);
    } else if (stage instanceof Stage.GlobalPooling global) {
      if (global.kind() == Stage.Pooling.Kind.AVERAGE) {
        last = network.add(name, new GlobalAverage(), last);
      } else {
        FeatureMaps maps = network.shape(last).maps();
        Window all = new Window(WindowAxis.of(maps.height(), 1), WindowAxis.of(maps.width(), 1));
        last = network.add(name, new Pool(Pool.Kind.MAX, all), last);
        flatten();
      }
    } else {
      throw new IllegalStateException(stage + " has no parameters");
    }
  }

  /** What a kind of pooling is in a network; averages count the zeros of their padding. */
  private static Pool.Kind kind(Stage.Pooling.Kind kind) {
    return switch (kind) {
      case AVERAGE -> Pool.Kind.AVERAGE;
      case MAX -> Pool.Kind.MAX;
    };
  }

  /** Whether a ReLU follows a stage: behind weights, or their batch normalisation. */
  private boolean isRectified(int index) {
    List<Stage> stages = architecture.stages();
    if (index == stages.size() - 1) {
      return false;
    }
    Stage stage = stages.get(index);
    Stage next = stages.get(index + 1);
    boolean norm = stage instanceof Stage.BatchNorm;
    return Architecture.hasWeights(norm ? stages.get(index - 1) : stage)
        && !(next instanceof Stage.BatchNorm)
        && !(next instanceof Stage.Quantization);
  }
}
