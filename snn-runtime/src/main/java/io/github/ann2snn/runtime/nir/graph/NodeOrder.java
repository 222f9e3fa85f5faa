package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings the nodes of a graph, which a file lists by name, into an order in which each comes after
 * those that lead to it; of several that could be next, the one that the edges name first is.
 */
public final class NodeOrder {
  private final FlatGraph graph;
  private final Hdf5Dataset edges;

  private NodeOrder(FlatGraph graph, Hdf5Dataset edges) {
    this.graph = graph;
    this.edges = edges;
  }

  /**
   * The nodes in order.
   *
   * @param graph at least one node
   * @param edges where its edges stand, for messages
   * @throws BadFileException if there is a cycle, or not all nodes lie between one input and one
   *     output
   */
  public static List<NirNode> of(FlatGraph graph, Hdf5Dataset edges) throws BadFileException {
    NodeOrder order = new NodeOrder(graph, edges);
    List<NirNode> nodes = order.sorted();
    order.refuseEnds(NodeType.INPUT, "inputs", graph::before, "leads to", "first");
    order.refuseEnds(NodeType.OUTPUT, "outputs", graph::after, "follows", "last");
    return nodes;
  }

  /** Takes nodes without predecessor; what remains is on a cycle or comes after one. */
  private List<NirNode> sorted() throws BadFileException {
    List<NirNode> sorted = new ArrayList<>();
    Map<String, Integer> before = new TreeMap<>();
    Queue<String> ready =
        new PriorityQueue<>(
            Comparator.<String>comparingInt(graph::place).thenComparing(Comparator.naturalOrder()));
    for (String name : graph.names()) {
      before.put(name, graph.before(name).size());
      if (graph.before(name).isEmpty()) {
        ready.add(name);
      }
    }
    while (!ready.isEmpty()) {
      String name = ready.remove();
      before.remove(name);
      sorted.add(graph.node(name));
      for (String following : graph.after(name)) {
        if (before.merge(following, -1, Integer::sum) == 0) {
          ready.add(following);
        }
      }
    }
    if (!before.isEmpty()) {
      throw edges.fault(
          "the network is recurrent, %s; of feedback, only one connection (Affine, Linear, Conv1d"
              + " or Conv2d) from neurons straight back to them can be read",
          NirNames.listed(cycle(before.keySet()), " -> "));
    }
    return sorted;
  }

  /** A cycle among nodes that each have a predecessor among them, its first node also last. */
  private List<String> cycle(Set<String> nodes) {
    List<String> path = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String node = nodes.iterator().next();
    while (seen.add(node)) {
      path.add(node);
      node = graph.before(node).stream().filter(nodes::contains).findFirst().orElseThrow();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
    cycle.add(node);
    Collections.reverse(cycle);
    return cycle;
  }

  private List<String> ofType(NodeType type) {
    return graph.names().stream().filter(name -> graph.node(name).type() == type).toList();
  }

  /** What is beside a node on one side. */
  private interface Neighbours {
    Set<String> of(String name);
  }

  /**
   * Refuses a graph that has several nodes of a type, one that is not at its end, or other ends.
   *
   * @param beyond what would lie beyond the end
   */
  private void refuseEnds(NodeType type, String types, Neighbours beyond, String does, String place)
      throws BadFileException {
    List<String> proper = ofType(type);
    if (proper.size() > 1) {
      throw edges.fault(
          "the graph has several %s, %s; only one can be read",
          types, NirNames.listed(proper, ", "));
    }
    for (String name : proper) {
      for (String other : beyond.of(name)) {
        throw graph.node(name).group().fault("is an %s, but %s %s it", type.nirName(), other, does);
      }
    }
    List<String> ends = new ArrayList<>(graph.names());
    ends.removeIf(name -> !beyond.of(name).isEmpty());
    ends.removeAll(proper);
    if (ends.size() > (proper.isEmpty() ? 1 : 0)) {
      throw edges.fault(
          "nothing %s %s; only %s can be %s",
          does, NirNames.listed(ends, ", "), proper.isEmpty() ? "one node" : proper.get(0), place);
    }
  }
}
