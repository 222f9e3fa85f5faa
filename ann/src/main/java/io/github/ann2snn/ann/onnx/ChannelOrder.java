package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.message.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether samples have their channels last, as TensorFlow's have, by what takes them.
 *
 * @param input name of the samples
 * @param nodes in the order of the file
 */
record ChannelOrder(String input, List<NodeProto> nodes) {
  /** More channels than that no picture has. */
  private static final int MOST_CHANNELS = 4;

  /** What treats each value for itself. */
  private static final Set<String> EACH = Set.of("Add", "Sub", "Mul", "Div", "Cast", "Identity");

  private static final Set<String> FLAT = Set.of("Flatten", "Reshape");

  /** All turn them round; or all put them in a row, and only as channels last they are pictures. */
  boolean isLast(List<Integer> dims) {
    int rank = dims.size();
    if (rank < 3) {
      return false;
    }
    Set<String> reached = new HashSet<>(Set.of(input));
    boolean turned = false;
    for (NodeProto node : nodes) {
      if (node.getInputList().stream().noneMatch(reached::contains)) {
        continue;
      }
      if (EACH.contains(node.getOpType())) {
        reached.addAll(node.getOutputList());
      } else if (turns(node, rank)) {
        turned = true;
      } else if (!FLAT.contains(node.getOpType())) {
        return false;
      }
    }
    boolean pictures = rank == 4 && dims.get(3) <= MOST_CHANNELS && dims.get(1) > MOST_CHANNELS;
    return turned || pictures;
  }

  private static boolean turns(NodeProto node, int rank) {
    List<Long> order = new ArrayList<>(List.of(0L, rank - 1L));
    for (long d = 1; d < rank - 1; d++) {
      order.add(d);
    }
    return node.getOpType().equals("Transpose")
        && node.getAttributeList().stream()
            .anyMatch(a -> a.getName().equals("perm") && a.getIntsList().equals(order));
  }
}
