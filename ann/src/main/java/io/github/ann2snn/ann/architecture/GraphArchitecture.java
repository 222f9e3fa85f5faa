package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.ann.architecture.Stage.Pooling.Kind;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Networks, as architectures write them; only some chains can be. */
public final class GraphArchitecture {
  private GraphArchitecture() {}

  /**
   * The architecture of a network, without what was folded into its nodes.
   *
   * @return empty if it is no chain, or has a node of which no architecture can say anything
   */
  public static Optional<Architecture> of(AnnGraph graph) {
    if (!graph.isChain() || graph.inputShape().rank() == 2) {
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      Optional<Stage> stage = stage(graph, node);
      if (stage.isEmpty() && !isSilent(node.operation(), node)) {
        return Optional.empty();
      }
      stage.ifPresent(stages::add);
    }
    try {
      return Optional.of(new Architecture(input(graph), stages));
    } catch (IllegalArgumentException e) {
      // Too large, or windows that training here does not have.
      return Optional.empty();
    }
  }

  private static Shape input(AnnGraph graph) {
    var shape = graph.inputShape();
    return shape.rank() == 1
        ? Shape.ofRow(shape.values())
        : Shape.ofMaps(shape.size(0), shape.size(1), shape.size(2));
  }

  private static Optional<Stage> stage(AnnGraph graph, Node node) {
    Operation operation = node.operation();
    if (operation instanceof Dense dense) {
      return Optional.of(new Stage.Dense(dense.outputs()));
    } else if (operation instanceof Convolve convolve) {
      return Optional.of(
          new Stage.Convolution(convolve.outputChannels(), convolve.window(), convolve.groups()));
    } else if (operation instanceof GlobalAverage) {
      return Optional.of(new Stage.GlobalPooling(Kind.AVERAGE));
    } else if (operation instanceof BatchNorm norm
        && norm.isPerChannel(graph.inputShapes(node).get(0))) {
      return Optional.of(new Stage.BatchNorm());
    } else if (operation instanceof Pool pool) {
      return pooling(pool, graph.inputShapes(node).get(0).maps());
    }
    return Optional.empty();
  }

  /** Averages in architectures count the zeros of the padding. */
  private static Optional<Stage> pooling(Pool pool, FeatureMaps maps) {
    boolean largest = pool.kind() == Pool.Kind.MAX;
    if (largest
        && pool.window().area() == maps.area()
        && pool.window().output(maps, 1).size() == 1) {
      return Optional.of(new Stage.GlobalPooling(Kind.MAX));
    }
    boolean counts = pool.kind() != Pool.Kind.AVERAGE_WITHOUT_PADDING || !pool.window().isPadded();
    Kind kind = largest ? Kind.MAX : Kind.AVERAGE;
    return counts ? Optional.of(new Stage.Pooling(kind, pool.window())) : Optional.empty();
  }

  /** Whether an architecture's text leaves a node out. */
  private static boolean isSilent(Operation operation, Node node) {
    return operation instanceof Relu
        || operation instanceof ClipFloorShift
        || operation instanceof Ending
        || (operation instanceof Reshape && node.shape().rank() == 1);
  }
}
