package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names the layers of a graph, one after the other, after its nodes. */
final class LayerNames {
  private final AnnGraph graph;
  private final Set<String> taken = new HashSet<>();

  LayerNames(AnnGraph graph) {
    this.graph = graph;
  }

  /**
   * The name of the next layer: that of the weights that all come from, else that of the sum.
   *
   * @param n number of the node that makes it
   * @param terms that it sums
   */
  String next(int n, List<Term> terms) {
    Node node = graph.nodes().get(n);
    List<Integer> origins = terms.stream().map(term -> term.origin().node()).distinct().toList();
    if (origins.size() == 1 && origins.get(0) >= 0) {
      return unique(graph.nodes().get(origins.get(0)));
    }
    boolean sum = origins.size() > 1 && node.inputs().size() == 1;
    return unique(sum ? graph.nodes().get(node.inputs().get(0)) : node);
  }

  /** A name that files can hold as that of a node, and that no other layer has. */
  private String unique(Node node) {
    String plain = node.name().replaceAll("[^\\p{Alnum}_.-]+", "_").replaceAll("^_+|_+$", "");
    String base = plain.isEmpty() ? "layer_" + taken.size() : plain;
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
