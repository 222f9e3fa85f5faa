package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.nir.graph.NirNode.FlatGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the nodes of a graph, which a file lists by name, into the order of its edges; only a
 * graph that is one chain has such an order.
 */
public final class NodeChain {
  private final Map<String, Set<String>> next = new TreeMap<>();
  private final Map<String, Set<String>> previous = new TreeMap<>();
  private final Hdf5Dataset edges;

  private NodeChain(Collection<String> nodes, Hdf5Dataset edges) {
    this.edges = edges;
    for (String node : nodes) {
      next.put(node, new TreeSet<>());
      previous.put(node, new TreeSet<>());
    }
  }

  /**
   * The nodes in order.
   *
   * @param graph at least one node
   * @param edges where its edges stand, for messages
   * @throws BadFileException if the graph is not one chain
   */
  public static List<String> order(FlatGraph graph, Hdf5Dataset edges) throws BadFileException {
    NodeChain chain = new NodeChain(graph.nodes().keySet(), edges);
    for (NirGraph.Edge edge : graph.edges()) {
      chain.next.get(edge.from()).add(edge.to());
      chain.previous.get(edge.to()).add(edge.from());
    }
    chain.refuseCycles();
    chain.refuseBranches();
    return chain.walk();
  }

  /** Takes away nodes without predecessor; what remains is on a cycle or comes after one. */
  private void refuseCycles() throws BadFileException {
    Map<String, Integer> before = new TreeMap<>();
    Deque<String> ready = new ArrayDeque<>();
    previous.forEach((node, nodes) -> before.put(node, nodes.size()));
    previous.keySet().stream().filter(node -> before.get(node) == 0).forEach(ready::add);
    while (!ready.isEmpty()) {
      String node = ready.remove();
      before.remove(node);
      for (String following : next.get(node)) {
        if (before.merge(following, -1, Integer::sum) == 0) {
          ready.add(following);
        }
      }
    }
    if (!before.isEmpty()) {
      throw edges.fault(
          "the network is recurrent, %s; of feedback, only one connection (Affine, Linear or"
              + " Conv2d) from neurons straight back to them can be read",
          String.join(" -> ", cycle(before.keySet())));
    }
  }

  /** A cycle among nodes that each have a predecessor among them, its first node also last. */
  private List<String> cycle(Set<String> nodes) {
    List<String> path = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String node = nodes.iterator().next();
    while (seen.add(node)) {
      path.add(node);
      node = previous.get(node).stream().filter(nodes::contains).findFirst().orElseThrow();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
    cycle.add(node);
    Collections.reverse(cycle);
    return cycle;
  }

  private void refuseBranches() throws BadFileException {
    refuseMany(next, "leads to several nodes");
    refuseMany(previous, "has several inputs");
  }

  private void refuseMany(Map<String, Set<String>> neighbours, String reason)
      throws BadFileException {
    for (Map.Entry<String, Set<String>> node : neighbours.entrySet()) {
      if (node.getValue().size() > 1) {
        throw edges.fault(
            "the node %s %s, %s; only chains of layers can be read, without branches and"
                + " merges (residual connections)",
            node.getKey(), reason, String.join(" and ", node.getValue()));
      }
    }
  }

  /** Without cycles and branches the graph is a set of chains, and must be one. */
  private List<String> walk() throws BadFileException {
    List<String> longest = List.of();
    for (String start : previous.keySet()) {
      if (previous.get(start).isEmpty()) {
        List<String> chain = chainFrom(start);
        longest = chain.size() > longest.size() ? chain : longest;
      }
    }
    Set<String> unreachable = new TreeSet<>(next.keySet());
    longest.forEach(unreachable::remove);
    if (!unreachable.isEmpty()) {
      throw edges.fault(
          "the nodes %s are not connected to the chain that starts at %s",
          String.join(", ", unreachable), longest.get(0));
    }
    return longest;
  }

  private List<String> chainFrom(String start) {
    List<String> chain = new ArrayList<>();
    for (String node = start; node != null; ) {
      chain.add(node);
      Set<String> following = next.get(node);
      node = following.isEmpty() ? null : following.iterator().next();
    }
    return chain;
  }
}
