package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.Refusal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nodes of a graph and of those that are nested in it, and what leads where. Neighbours are
 * kept in the order of the edges, and an edge counts once, however often the file has it.
 */
public final class FlatGraph {
  /** Edges that a hostile file can multiply, by graphs with many inputs and outputs. */
  private static final int MOST_EDGES = 1 << 17;

  private final Map<String, NirNode> nodes = new TreeMap<>();
  private final Map<String, Set<String>> next = new TreeMap<>();
  private final Map<String, Set<String>> previous = new TreeMap<>();
  private final Map<String, Integer> places = new TreeMap<>();
  private int edges;

  void add(NirNode node) {
    nodes.put(node.name(), node);
    next.put(node.name(), new LinkedHashSet<>());
    previous.put(node.name(), new LinkedHashSet<>());
  }

  /**
   * Adds an edge between two nodes.
   *
   * @throws IllegalArgumentException if there are too many
   */
  void connect(String from, String to) {
    places.putIfAbsent(from, places.size());
    places.putIfAbsent(to, places.size());
    if (next.get(from).add(to)) {
      previous.get(to).add(from);
      refuseMany(++edges);
    }
  }

  static void refuseMany(int edges) {
    Refusal.when(edges > MOST_EDGES, "the graph has more than %,d edges", MOST_EDGES);
  }

  /** Takes a node away, with its edges. */
  public void remove(String name) {
    for (String node : next.remove(name)) {
      edges -= node.equals(name) || previous.get(node).remove(name) ? 1 : 0;
    }
    for (String node : previous.remove(name)) {
      edges -= !node.equals(name) && next.get(node).remove(name) ? 1 : 0;
    }
    nodes.remove(name);
  }

  /** Joins what leads to a node with what follows it, and takes it away. */
  void contract(String name) {
    Collection<String> before = before(name);
    Collection<String> after = after(name);
    remove(name);
    for (String from : before) {
      for (String to : after) {
        if (!from.equals(name) && !to.equals(name)) {
          connect(from, to);
        }
      }
    }
  }

  /** All names, in alphabetical order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(nodes.keySet());
  }

  /** The node of this name. */
  public NirNode node(String name) {
    return nodes.get(name);
  }

  /** What leads to a node. */
  public Set<String> before(String name) {
    return Collections.unmodifiableSet(previous.get(name));
  }

  /** What follows a node. */
  public Set<String> after(String name) {
    return Collections.unmodifiableSet(next.get(name));
  }

  /** How many nodes the edges name before this one. */
  int place(String name) {
    return places.getOrDefault(name, Integer.MAX_VALUE);
  }
}
