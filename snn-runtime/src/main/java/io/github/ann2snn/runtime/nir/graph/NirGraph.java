package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.files.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** A connection from one node to another. */
  public record Edge(String from, String to) {}

  /**
   * Lists what is in a file, without its values.
   *
   * @throws NetworkFileException with file, place and reason, if it cannot be opened, is damaged,
   *     or holds no NIR graph
   * @throws IOException if reading fails
   */
  public static NirGraph read(Path path) throws IOException {
    try {
      return Hdf5File.read(path, "a NIR network file", root -> new GraphLister().list(root));
    } catch (Hdf5Exception e) {
      throw new NetworkFileException(e);
    }
  }
}
