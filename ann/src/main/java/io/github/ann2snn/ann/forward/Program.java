package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of a network, ready to be run, each as one of both or, where values only get another
 * shape, as none.
 *
 * @param makers what computes each node elsewhere than where its input lies; null if nothing
 * @param changes what computes it there; null if nothing
 */
record Program(Lanes lanes, List<Maker> makers, List<Change> changes) {
  /**
   * Repacks weights, and works out windows.
   *
   * @throws IllegalArgumentException if there is no room for the values of a node
   */
  static Program of(AnnGraph graph, Lanes lanes) {
    List<Maker> makers = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      int values = node.shape().values();
      Refusal.when(
          values > lanes.most(),
          "%s gives %d values of a sample, and no more than %d can be run",
          node,
          values,
          lanes.most());
      boolean isChange = Change.is(node.operation());
      boolean isMade = !isChange && !(node.operation() instanceof Reshape);
      makers.add(isMade ? Maker.of(node.operation(), graph.inputShapes(node), lanes) : null);
      changes.add(isChange ? Change.of(node.operation(), node.shape(), lanes) : null);
    }
    return new Program(lanes, makers, changes);
  }
}
