package io.github.ann2snn.ann.folding;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Goes through the pairs of nodes of which the second alone takes the values of the first. */
final class Pairs {
  private final AnnGraph graph;
  private final Rule rule;
  private final int[] uses;
  private final List<Node> made = new ArrayList<>();

  /** For each node of the network, which of those that were made gives its values. */
  private final int[] number;

  private Pairs(AnnGraph graph, Rule rule) {
    this.graph = graph;
    this.rule = rule;
    uses = graph.uses();
    number = new int[uses.length];
  }

  /** What may stand for two nodes. */
  @FunctionalInterface
  interface Rule {
    /**
     * One operation for both, or another two.
     *
     * @return none: the nodes stay
     */
    List<Operation> of(Node first, Node second);
  }

  /** The same network, with what the rule gives in place of pairs. */
  static AnnGraph rewrite(AnnGraph graph, Rule rule) {
    Pairs pairs = new Pairs(graph, rule);
    for (int n = 0; n < pairs.number.length; n++) {
      pairs.add(n);
    }
    return new AnnGraph(pairs.made);
  }

  private void add(int n) {
    Node node = graph.nodes().get(n);
    List<Integer> inputs = node.inputs().stream().map(input -> number[input]).toList();
    if (inputs.size() == 1 && uses[node.inputs().get(0)] == 1) {
      int before = inputs.get(0);
      Node first = made.get(before);
      List<Operation> pair = rule.of(first, node);
      if (pair.size() == 1) {
        boolean keepsName = node.operation() instanceof BatchNorm;
        String name = keepsName ? first.name() : node.name();
        made.set(before, new Node(name, pair.get(0), first.inputs(), node.shape()));
        number[n] = before;
        return;
      } else if (pair.size() == 2) {
        List<Shape> shapes = first.inputs().stream().map(i -> made.get(i).shape()).toList();
        Shape between = pair.get(0).shape(shapes);
        made.set(before, new Node(node.name(), pair.get(0), first.inputs(), between));
        node = new Node(first.name(), pair.get(1), node.inputs(), node.shape());
      }
    }
    number[n] = made.size();
    made.add(new Node(node.name(), node.operation(), inputs, node.shape()));
  }
}
