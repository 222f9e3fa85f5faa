package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.nir.graph.NirGraph.Edge;
import java.util.Set;
import java.util.SortedMap;

/**
 * A node of a supported type; its datasets are read later, when it is known what comes in.
 *
 * @param name its name in the graph; that of a nested graph stands before it, with a dot
 * @param type its type
 * @param group where its datasets are
 */
public record NirNode(String name, NodeType type, Hdf5Group group) {
  /** NIR's comparison without state. */
  private static final String THRESHOLD = "Threshold";

  /**
   * A node.
   *
   * @param type as the file has it
   * @throws BadFileException if no network that can be read has such a node
   */
  static NirNode of(String name, String type, Hdf5Group group) throws BadFileException {
    if (type.equals(THRESHOLD)) {
      throw group.fault(
          "has type Threshold, which makes spikes of a graded value without a potential to reset;"
              + " only IF, LIF and CubaLIF fire here. Export an I or LI node and the Threshold after"
              + " it as one IF or LIF node");
    }
    NodeType known =
        NodeType.of(type)
            .orElseThrow(
                () ->
                    group.fault(
                        "has type %s, which is not supported; export the network with these only: %s",
                        type, NodeType.supported()));
    return new NirNode(name, known, group);
  }

  /** The metadata of this node. */
  public Metadata metadata() throws BadFileException {
    return Metadata.of(group);
  }

  /**
   * The nodes of a graph and of those that are nested in it.
   *
   * @param nodes by name
   * @param edges between them
   */
  public record FlatGraph(SortedMap<String, NirNode> nodes, Set<Edge> edges) {}
}
