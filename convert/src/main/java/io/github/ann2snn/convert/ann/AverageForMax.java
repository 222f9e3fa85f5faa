package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Pool;

/**
 * Replaces max pooling by average pooling, which spikes can do (Rueckauer et al. 2017, section
 * 2.2.4, on why they cannot do the former). The result is another function: it suits networks that
 * are trained on, or whose loss of accuracy one wants to see.
 */
public final class AverageForMax {
  private AverageForMax() {}

  /** Number of max pooling nodes. */
  public static int layers(AnnGraph graph) {
    return (int) graph.nodes().stream().filter(AverageForMax::isMax).count();
  }

  private static boolean isMax(Node node) {
    return node.operation() instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
  }

  /** The same weights with averages in place of maxima. */
  static AnnGraph replace(AnnGraph graph) {
    return new AnnGraph(
        graph.nodes().stream().map(node -> isMax(node) ? averaged(node) : node).toList());
  }

  private static Node averaged(Node node) {
    Pool average = new Pool(Pool.Kind.AVERAGE_WITHOUT_PADDING, ((Pool) node.operation()).window());
    return new Node(node.name(), average, node.inputs(), node.shape());
  }
}
