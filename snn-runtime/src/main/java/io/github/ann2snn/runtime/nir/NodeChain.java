package io.github.ann2snn.runtime.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the nodes of a graph, which a file lists by name, into the order of its edges; only a
 * graph that is one chain has such an order.
 */
final class NodeChain {
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
   * @param nodes their names, at least one
   * @param edges pairs of names, {@code [edges, 2]}; a repeated pair counts once
   * @throws NetworkFileException if an edge names an unknown node, or the graph is not one chain
   */
  static List<String> order(Collection<String> nodes, Hdf5Dataset edges)
      throws NetworkFileException {
    NodeChain chain = new NodeChain(nodes, edges);
    chain.readEdges();
    chain.refuseCycles();
    chain.refuseBranches();
    return chain.walk();
  }

  private void readEdges() throws NetworkFileException {
    long[] shape = edges.shape();
    if (shape.length > 0 && shape[0] == 0) {
      return;
    }
    if (shape.length != 2 || shape[1] != 2) {
      throw edges.fault(
          "has the shape %s, expected pairs of node names, [edges, 2]"
              .formatted(Arrays.toString(shape)));
    }
    String[] names = edges.texts();
    for (int i = 0; i + 1 < names.length; i += 2) {
      Set<String> from = known(next, names[i]);
      known(previous, names[i + 1]).add(names[i]);
      from.add(names[i + 1]);
    }
  }

  private Set<String> known(Map<String, Set<String>> neighbours, String node)
      throws NetworkFileException {
    Set<String> found = neighbours.get(node);
    if (found == null) {
      throw edges.fault("names the node %s, which does not exist".formatted(node));
    }
    return found;
  }

  /** What remains after repeatedly taking away nodes without predecessor or successor. */
  private void refuseCycles() throws NetworkFileException {
    Set<String> rest = new TreeSet<>(next.keySet());
    while (rest.removeIf(
        node -> !meets(next.get(node), rest) || !meets(previous.get(node), rest))) {
      // Each pass takes away at least one node.
    }
    if (!rest.isEmpty()) {
      throw edges.fault(
          "make a recurrent network: there is a cycle among the nodes %s; only feed-forward chains"
                  .formatted(String.join(", ", rest))
              + " can be read");
    }
  }

  private static boolean meets(Set<String> nodes, Set<String> others) {
    return nodes.stream().anyMatch(others::contains);
  }

  private void refuseBranches() throws NetworkFileException {
    refuseMany(next, "branch: the node %s leads to %s; only feed-forward chains can be read");
    refuseMany(
        previous, "give the node %s several inputs, %s; only feed-forward chains can be read");
  }

  private void refuseMany(Map<String, Set<String>> neighbours, String reason)
      throws NetworkFileException {
    for (Map.Entry<String, Set<String>> node : neighbours.entrySet()) {
      if (node.getValue().size() > 1) {
        throw edges.fault(reason.formatted(node.getKey(), String.join(", ", node.getValue())));
      }
    }
  }

  /** Without cycles and branches the graph is a set of chains, and must be one. */
  private List<String> walk() throws NetworkFileException {
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
          "do not connect the nodes %s to the chain that starts at %s"
              .formatted(String.join(", ", unreachable), longest.get(0)));
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
