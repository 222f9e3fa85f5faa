package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.nir.graph.NirGraph.Edge;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts the nodes of nested graphs in the place of these, named {@code graph.node}. An edge to a
 * nested graph leads to what follows its {@code Input} nodes, one from it comes from what leads to
 * its {@code Output} nodes; without these, its first and last nodes stand for them. Edges may also
 * name a node within a nested graph, as {@code graph.node}.
 */
public final class GraphFlattening {
  /** How deep graphs may be nested: a hostile file could exhaust the stack. */
  private static final int MAX_DEPTH = 16;

  /** Where edges to and from a graph lead. */
  private record Ports(List<String> inputs, List<String> outputs) {}

  private final FlatGraph flat = new FlatGraph();
  private final Map<String, Ports> graphs = new TreeMap<>();
  private final Set<String> passages = new LinkedHashSet<>();

  private GraphFlattening() {}

  /**
   * Flattens a graph.
   *
   * @throws BadFileException if a node cannot be read, an edge names an unknown node or graphs are
   *     nested too deep
   * @throws IllegalArgumentException if there are too many edges
   */
  public static FlatGraph of(Hdf5Group graph) throws BadFileException {
    GraphFlattening flattening = new GraphFlattening();
    flattening.add("", graph, 0);
    flattening.passages.forEach(flattening.flat::contract);
    return flattening.flat;
  }

  private Ports add(String prefix, Hdf5Group graph, int depth) throws BadFileException {
    if (depth > MAX_DEPTH) {
      throw graph.fault("is nested more than %d graphs deep", MAX_DEPTH);
    }
    Hdf5Group group = graph.group(NirNames.NODES);
    Set<String> names = new TreeSet<>();
    for (String name : group.names()) {
      addNode(prefix + name, group.group(name), depth);
      names.add(prefix + name);
    }
    if (names.isEmpty()) {
      throw group.fault("has no nodes");
    }
    Set<Edge> own = edges(prefix, graph.dataset(NirNames.EDGES));
    own.forEach(edge -> flat.connect(edge.from(), edge.to()));
    return ports(names, own);
  }

  private void addNode(String name, Hdf5Group group, int depth) throws BadFileException {
    if (flat.names().contains(name) || graphs.containsKey(name)) {
      throw group.fault("is the second node that is named %s", name);
    }
    String type = group.dataset(NirNames.TYPE).text();
    if (type.equals(NirNames.GRAPH_TYPE)) {
      graphs.put(name, add(name + ".", group, depth + 1));
      return;
    }
    NirNode node = NirNode.of(name, type, group);
    flat.add(node);
    if (depth > 0 && (node.type() == NodeType.INPUT || node.type() == NodeType.OUTPUT)) {
      passages.add(name);
    }
  }

  private Set<Edge> edges(String prefix, Hdf5Dataset dataset) throws BadFileException {
    Set<Edge> read = new LinkedHashSet<>();
    for (Edge edge : Edge.read(dataset)) {
      Ports before = known(prefix, edge.from(), dataset);
      Ports after = known(prefix, edge.to(), dataset);
      if (before.outputs().isEmpty()) {
        throw dataset.fault(
            "leaves the graph %s, which has neither an Output node nor one that nothing follows",
            edge.from());
      }
      if (after.inputs().isEmpty()) {
        throw dataset.fault(
            "enters the graph %s, which has neither an Input node nor one that follows nothing",
            edge.to());
      }
      for (String from : before.outputs()) {
        for (String to : after.inputs()) {
          read.add(new Edge(from, to));
        }
        FlatGraph.refuseMany(read.size());
      }
    }
    return read;
  }

  private Ports known(String prefix, String name, Hdf5Dataset edges) throws BadFileException {
    if (graphs.containsKey(prefix + name)) {
      return graphs.get(prefix + name);
    }
    if (flat.names().contains(prefix + name)) {
      return new Ports(List.of(prefix + name), List.of(prefix + name));
    }
    throw edges.fault("names the node %s, which does not exist", name);
  }

  /**
   * The ports of a graph.
   *
   * @param names of its own nodes
   */
  private Ports ports(Set<String> names, Set<Edge> own) {
    Set<String> reached = new TreeSet<>();
    Set<String> left = new TreeSet<>();
    own.forEach(
        edge -> {
          reached.add(edge.to());
          left.add(edge.from());
        });
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<String> first = new ArrayList<>();
    List<String> last = new ArrayList<>();
    for (String name : names) {
      Ports ports = graphs.getOrDefault(name, new Ports(List.of(name), List.of(name)));
      NirNode node = flat.node(name);
      if (node != null && node.type() == NodeType.INPUT) {
        inputs.add(name);
      } else if (node != null && node.type() == NodeType.OUTPUT) {
        outputs.add(name);
      }
      ports.inputs().stream().filter(port -> !reached.contains(port)).forEach(first::add);
      ports.outputs().stream().filter(port -> !left.contains(port)).forEach(last::add);
    }
    return new Ports(inputs.isEmpty() ? first : inputs, outputs.isEmpty() ? last : outputs);
  }
}
