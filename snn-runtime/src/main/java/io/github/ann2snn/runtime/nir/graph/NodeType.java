package io.github.ann2snn.runtime.nir.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The NIR nodes that a chain of layers consists of. */
public enum NodeType {
  INPUT("Input"),
  OUTPUT("Output"),
  AFFINE("Affine"),
  LINEAR("Linear"),
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

  /** Whether it has weights. */
  public boolean isConnection() {
    return this == AFFINE || this == LINEAR || this == CONVOLUTION;
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
