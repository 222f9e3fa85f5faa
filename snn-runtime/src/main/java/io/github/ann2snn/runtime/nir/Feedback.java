package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.nir.graph.FlatGraph;
import io.github.ann2snn.runtime.nir.graph.FlatGraph.Edge;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The connections that lead from neurons straight back to them, apart from the rest of the graph.
 *
 * @param connections by the name of the neurons
 * @param forward the graph without them
 */
record Feedback(Map<String, NirNode> connections, FlatGraph forward) {
  /**
   * Takes the connections out of a graph.
   *
   * @throws Hdf5Exception if neurons have two of them
   */
  static Feedback of(FlatGraph graph) throws Hdf5Exception {
    Map<String, NirNode> connections = new TreeMap<>();
    TreeMap<String, NirNode> nodes = new TreeMap<>(graph.nodes());
    Set<Edge> edges = new LinkedHashSet<>(graph.edges());
    for (NirNode node : graph.nodes().values()) {
      Set<String> before = new LinkedHashSet<>();
      Set<String> after = new LinkedHashSet<>();
      for (Edge edge : graph.edges()) {
        if (edge.to().equals(node.name())) {
          before.add(edge.from());
        }
        if (edge.from().equals(node.name())) {
          after.add(edge.to());
        }
      }
      if (node.type().isConnection() && before.size() == 1 && before.equals(after)) {
        String neurons = before.iterator().next();
        if (graph.nodes().get(neurons).type().isNeuron()) {
          NirNode other = connections.put(neurons, node);
          if (other != null) {
            throw node.group()
                .fault(
                    "leads from %s back to it, as %s does; make them one node"
                        .formatted(neurons, other.name()));
          }
          nodes.remove(node.name());
          edges.remove(new Edge(neurons, node.name()));
          edges.remove(new Edge(node.name(), neurons));
        }
      }
    }
    return new Feedback(connections, new FlatGraph(nodes, edges));
  }
}
