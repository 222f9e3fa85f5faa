package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.hdf5.Hdf5Group;

/**
 * A node of a supported type; its datasets are read later, when it is known what comes in.
 *
 * @param name its name in the graph
 * @param type its type
 * @param group where its datasets are
 */
record NirNode(String name, NodeType type, Hdf5Group group) {
  /**
   * Reads the type.
   *
   * @throws Hdf5Exception if no network that can be read has such a node
   */
  static NirNode of(String name, Hdf5Group group) throws Hdf5Exception {
    String type = group.dataset(NirNames.TYPE).text();
    if (type.equals(NirNames.GRAPH_TYPE)) {
      throw group.fault(
          "is a nested NIRGraph, and only a flat graph can be read; export the network without"
              + " subgraphs (a recurrent network cannot be simulated here)");
    }
    NodeType known =
        NodeType.of(type)
            .orElseThrow(
                () ->
                    group.fault(
                        "has type %s, which is not supported; export the network with these only: %s"
                            .formatted(type, NodeType.supported())));
    return new NirNode(name, known, group);
  }

  /** The metadata of this node. */
  Metadata metadata() throws Hdf5Exception {
    return Metadata.of(group);
  }
}
