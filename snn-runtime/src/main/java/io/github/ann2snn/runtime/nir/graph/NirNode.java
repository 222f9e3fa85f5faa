package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  private static final String NOTHING = "None";

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

  /**
   * The sizes that a dataset holds; empty if there is none, or its writer stored that it does not
   * know them, as the word None or as -1.
   */
  public List<Integer> sizes(String dataset) throws BadFileException {
    Optional<Hdf5Dataset> found = group.optionalDataset(dataset);
    if (found.isEmpty() || isUnknown(found.get())) {
      return List.of();
    }
    return Arrays.stream(found.get().sizes()).boxed().toList();
  }

  private static boolean isUnknown(Hdf5Dataset sizes) throws BadFileException {
    if (sizes.type().equals("string")) {
      return sizes.text().equals(NOTHING);
    }
    for (float size : sizes.floats()) {
      if (size != -1) {
        return false;
      }
    }
    return true;
  }

  /** The metadata of this node. */
  public Metadata metadata() throws BadFileException {
    return Metadata.of(group);
  }

  /** The NIR nodes that networks consist of. */
  public enum NodeType {
    INPUT("Input"),
    OUTPUT("Output"),
    AFFINE("Affine"),
    LINEAR("Linear"),
    CONVOLUTION_1D("Conv1d"),
    CONVOLUTION("Conv2d"),
    SUM_POOL("SumPool2d"),
    AVERAGE_POOL("AvgPool2d"),
    /** Not in NIR, which has no max pooling: other readers refuse it, as they should. */
    MAX_POOL("MaxPool2d"),
    FLATTEN("Flatten"),
    SCALE("Scale"),
    IF("IF"),
    LIF("LIF"),
    CUBA_LIF("CubaLIF"),
    INTEGRATOR("I"),
    LEAKY_INTEGRATOR("LI");

    private final String nirName;

    NodeType(String nirName) {
      this.nirName = nirName;
    }

    /** The name in the file. */
    public String nirName() {
      return nirName;
    }

    /** Whether it fires. */
    public boolean isNeuron() {
      return this == IF || this == LIF || this == CUBA_LIF;
    }

    /** Whether it has a potential and no threshold. */
    public boolean isIntegrator() {
      return this == INTEGRATOR || this == LEAKY_INTEGRATOR;
    }

    /** Whether it is a convolution. */
    public boolean isConvolution() {
      return this == CONVOLUTION || this == CONVOLUTION_1D;
    }

    /** Whether it has weights. */
    public boolean isConnection() {
      return this == AFFINE || this == LINEAR || isConvolution();
    }

    static Optional<NodeType> of(String nirName) {
      return Arrays.stream(values()).filter(type -> type.nirName.equals(nirName)).findFirst();
    }

    /** Those that NIR has. */
    static String supported() {
      return Arrays.stream(values())
          .filter(type -> type != MAX_POOL)
          .map(NodeType::nirName)
          .collect(Collectors.joining(", "));
    }
  }
}
