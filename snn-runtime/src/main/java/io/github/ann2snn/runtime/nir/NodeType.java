package io.github.ann2snn.runtime.nir;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The NIR nodes that a feed-forward chain consists of. */
enum NodeType {
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
  IF("IF"),
  LIF("LIF");

  private final String nirName;

  NodeType(String nirName) {
    this.nirName = nirName;
  }

  /** The name in the file. */
  String nirName() {
    return nirName;
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
