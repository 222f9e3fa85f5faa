package io.github.ann2snn.runtime.nir.graph;

import java.util.Set;
import java.util.SortedMap;

/**
 * The nodes of a graph and of those that are nested in it.
 *
 * @param nodes by name
 * @param edges between them
 */
public record FlatGraph(SortedMap<String, NirNode> nodes, Set<Edge> edges) {
  /**
   * An edge.
   *
   * @param from name of the node that it leaves
   * @param to name of the node that it reaches
   */
  public record Edge(String from, String to) {}
}
