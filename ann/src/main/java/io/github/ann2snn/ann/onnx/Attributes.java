package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.message.Onnx.AttributeProto;
import io.github.ann2snn.ann.onnx.message.Onnx.AttributeProto.AttributeType;
import io.github.ann2snn.ann.onnx.message.Onnx.NodeProto;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node. What nobody asks for is refused: it would change what is computed. */
final class Attributes {
  private final Map<String, AttributeProto> left = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if a name occurs twice, or it belongs to a function
   */
  Attributes(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      String name = Text.printable(attribute.getName());
      Refusal.when(
          left.put(attribute.getName(), attribute) != null, "attribute %s occurs twice", name);
      Refusal.when(
          !attribute.getRefAttrName().isEmpty(), "attribute %s refers to a function's", name);
    }
  }

  private Optional<AttributeProto> take(String name, AttributeType type) {
    AttributeProto attribute = left.remove(name);
    if (attribute == null) {
      return Optional.empty();
    }
    Refusal.when(
        attribute.getType() != type,
        "attribute %s is %s, expected %s",
        name,
        attribute.getType(),
        type);
    return Optional.of(attribute);
  }

  /** Whether there is one that nobody has asked for. */
  boolean has(String name) {
    return left.containsKey(name);
  }

  int whole(String name, int otherwise) {
    return take(name, AttributeType.INT)
        .map(attribute -> Math.toIntExact(attribute.getI()))
        .orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return whole(name, otherwise ? 1 : 0) != 0;
  }

  float number(String name, float otherwise) {
    return take(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return take(name, AttributeType.STRING)
        .map(attribute -> shown(attribute.getS()))
        .orElse(otherwise);
  }

  Optional<List<Integer>> wholes(String name) {
    return take(name, AttributeType.INTS)
        .map(
            attribute ->
                // Ends of slices may be the largest number there is.
                attribute.getIntsList().stream().map(Attributes::clamped).toList());
  }

  Optional<List<Float>> numbers(String name) {
    return take(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
  }

  Optional<TensorProto> tensor(String name) {
    return take(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** A number as an {@code int}, the nearest one if it is none. */
  static int clamped(long value) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  /** Leaves out what changes nothing of what a trained network computes. */
  void ignore(String... names) {
    for (String name : names) {
      left.remove(name);
    }
  }

  /**
   * @throws IllegalArgumentException if there is one that nobody has asked for
   */
  void requireNoOthers() {
    Refusal.when(
        !left.isEmpty(),
        "its attribute %s is not supported",
        Text.printable(String.join(", ", left.keySet())));
  }

  /** Text of a file, as messages show it. */
  private static String shown(String text) {
    return Text.printable(text.substring(0, Math.min(text.length(), 200)));
  }
}
