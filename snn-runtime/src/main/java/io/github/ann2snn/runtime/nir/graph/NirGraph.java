package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a NIR file holds, node by node, whether or not it can be simulated here.
 *
 * @param nodes in the order of their names
 * @param edges between them, as the file has them
 * @param metadata of the graph, as text
 */
public record NirGraph(List<Node> nodes, List<Edge> edges, Map<String, String> metadata) {
  /** Copies what it is given. */
  public NirGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * A node.
   *
   * @param name within its graph
   * @param type as the file has it, {@code LIF}
   * @param parameters of each dataset what its values are, {@code float32 [512, 784]}
   * @param metadata of this node, as text
   * @param graph what is inside of a nested graph
   */
  public record Node(
      String name,
      String type,
      Map<String, String> parameters,
      Map<String, String> metadata,
      Optional<NirGraph> graph) {}

  /**
   * A connection from one node to another.
   *
   * @param from name of the node that it leaves
   * @param to name of the node that it reaches
   */
  public record Edge(String from, String to) {
    /** All that a file has, by the names that it has for nodes. */
    static List<Edge> read(Hdf5Dataset edges) throws BadFileException {
      long[] shape = edges.shape();
      if (shape.length > 0 && shape[0] == 0) {
        return List.of();
      }
      if (shape.length != 2 || shape[1] != 2) {
        throw edges.fault(
            "has the shape %s, expected pairs of node names, [edges, 2]", Arrays.toString(shape));
      }
      String[] names = edges.texts();
      List<Edge> listed = new ArrayList<>();
      for (int i = 0; i + 1 < names.length; i += 2) {
        listed.add(new Edge(names[i], names[i + 1]));
      }
      return listed;
    }
  }

  /**
   * Lists what is in a file, without its values.
   *
   * @throws BadFileException with file, place and reason, if it cannot be opened, is damaged, or
   *     holds no NIR graph
   * @throws IOException if reading fails
   */
  public static NirGraph read(Path path) throws IOException {
    return Hdf5File.read(path, "a NIR network file", root -> new GraphLister().list(root));
  }

  /** Lists the graph of a file; bounded, because groups of a hostile file may hold each other. */
  private static final class GraphLister {
    private static final int DEEPEST = 16;
    private static final int MOST_NODES = 10_000;
    private static final int LONGEST_TEXT = 200;

    private int nodes;

    NirGraph list(Hdf5Group root) throws BadFileException {
      Hdf5Group graph =
          root.optionalGroup(NirNames.GRAPH).orElseThrow(() -> root.fault(NirNames.NO_GRAPH));
      return graph(graph, 1);
    }

    private NirGraph graph(Hdf5Group group, int depth) throws BadFileException {
      if (depth > DEEPEST) {
        throw group.fault("graphs are nested more than %d deep", DEEPEST);
      }
      List<Node> listed = new ArrayList<>();
      Hdf5Group children = group.group(NirNames.NODES);
      for (String name : children.names().stream().sorted().toList()) {
        nodes++;
        if (nodes > MOST_NODES) {
          throw group.fault("has more than %,d nodes", MOST_NODES);
        }
        listed.add(node(name, children.group(name), depth));
      }
      return new NirGraph(listed, Edge.read(group.dataset(NirNames.EDGES)), metadata(group));
    }

    private Node node(String name, Hdf5Group group, int depth) throws BadFileException {
      String type = group.dataset(NirNames.TYPE).text();
      Optional<NirGraph> inside = Optional.empty();
      Map<String, String> parameters = new TreeMap<>();
      if (group.optionalGroup(NirNames.NODES).isPresent()) {
        inside = Optional.of(graph(group, depth + 1));
      } else {
        for (String key : group.names()) {
          if (!key.equals(NirNames.TYPE) && !group.isGroup(key)) {
            parameters.put(key, describe(group.dataset(key)));
          }
        }
      }
      return new Node(name, type, parameters, metadata(group), inside);
    }

    private static Map<String, String> metadata(Hdf5Group owner) throws BadFileException {
      Map<String, String> listed = new TreeMap<>();
      Optional<Hdf5Group> group = owner.optionalGroup(NirNames.METADATA);
      if (group.isPresent()) {
        for (String key : group.get().names()) {
          listed.put(key, group.get().isGroup(key) ? "a group" : value(group.get().dataset(key)));
        }
      }
      return listed;
    }

    /** A short value itself, a long one described. */
    private static String value(Hdf5Dataset dataset) throws BadFileException {
      String type = dataset.type();
      if (dataset.shape().length > 0) {
        return describe(dataset);
      }
      if (type.equals("string")) {
        String text = dataset.text();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
      }
      boolean number = type.startsWith("float") || type.contains("int");
      if (!number) {
        return describe(dataset);
      }
      double value = dataset.number();
      return type.startsWith("float") ? Double.toString(value) : Long.toString((long) value);
    }

    private static String describe(Hdf5Dataset dataset) throws BadFileException {
      long[] shape = dataset.shape();
      return shape.length == 0 ? dataset.type() : dataset.type() + " " + Arrays.toString(shape);
    }
  }
}
