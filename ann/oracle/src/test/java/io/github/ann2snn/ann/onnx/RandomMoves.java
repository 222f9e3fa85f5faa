package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.ann2snn.ann.onnx.RandomNetwork.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws what moves values: cuts, pads, repeats, turns and reshapes them. */
final class RandomMoves {
  private final Random random;
  private final OnnxWriter out;
  private final RandomArithmetic arithmetic;

  RandomMoves(Random random, OnnxWriter out, RandomArithmetic arithmetic) {
    this.random = random;
    this.out = out;
    this.arithmetic = arithmetic;
  }

  /** Some of the parts that a dimension is split into. */
  Values parts(Values x) {
    int axis = out.range(1, x.rank());
    int size = x.shape().get(axis - 1);
    if (size < 2) {
      return arithmetic.each(x);
    }
    int first = out.range(1, size - 1);
    List<Integer> sizes = List.of(first, size - first);
    List<String> parts =
        out.since(13)
            ? out.node("Split", 2, Map.of("axis", axis), x.name(), out.wholes(sizes))
            : out.node("Split", 2, Map.of("axis", axis, "split", sizes), x.name());
    List<Integer> shape = new ArrayList<>(x.shape());
    if (random.nextBoolean()) {
      return new Values(
          out.node("Concat", Map.of("axis", axis), parts.get(1), parts.get(0)), shape);
    }
    shape.set(axis - 1, first);
    Values kept = arithmetic.each(new Values(parts.get(0), shape));
    return random.nextBoolean() ? padded(kept, axis) : kept;
  }

  private Values padded(Values x, int axis) {
    List<Integer> pads = new ArrayList<>(Collections.nCopies(2 * (x.rank() + 1), 0));
    int more = out.range(1, 2);
    pads.set(axis, more);
    float value = random.nextInt(2) * 0.5f;
    String made =
        out.since(11)
            ? out.node("Pad", Map.of(), x.name(), out.wholes(pads), out.scalar(value))
            : out.node("Pad", Map.of("pads", pads, "value", value), x.name());
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis - 1, shape.get(axis - 1) + more);
    return new Values(made, shape);
  }

  /** Values elsewhere, or fewer or more of them. */
  Values moved(Values x) {
    return switch (random.nextInt(5)) {
      case 0 -> slice(x);
      case 1 -> upsampled(x);
      case 2 -> there(x);
      case 3 -> reshaped(x);
      default -> padded(x, out.range(1, x.rank()));
    };
  }

  private Values slice(Values x) {
    int axis = out.range(1, x.rank());
    int size = x.shape().get(axis - 1);
    int start = out.range(0, size - 1);
    int step = out.since(10) ? out.range(1, 2) : 1;
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis - 1, (size - 1 - start) / step + 1);
    String made =
        out.since(10)
            ? out.node(
                "Slice",
                Map.of(),
                x.name(),
                out.wholes(List.of(start - size)),
                out.wholes(List.of(Integer.MAX_VALUE)),
                out.wholes(List.of(axis)),
                out.wholes(List.of(step)))
            : out.node(
                "Slice",
                Map.of("starts", List.of(start), "ends", List.of(size), "axes", List.of(axis)),
                x.name());
    return new Values(made, shape);
  }

  private Values upsampled(Values x) {
    if (OnnxWriter.size(x.shape()) > RandomNetwork.LARGEST / 3) {
      return slice(x);
    }
    List<Integer> shape = new ArrayList<>(List.of(x.channels()));
    List<Float> scales = new ArrayList<>(List.of(1f, 1f));
    for (int d = 1; d < x.rank(); d++) {
      int factor = out.range(1, 2);
      scales.add((float) factor);
      shape.add(factor * x.shape().get(d));
    }
    float[] numbers = new float[scales.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = scales.get(i);
    }
    String made;
    if (!out.since(9)) {
      made = out.node("Upsample", Map.of("mode", "nearest", "scales", scales), x.name());
    } else {
      String constant = out.constant(List.of(numbers.length), numbers);
      made =
          !out.since(10)
              ? out.node("Upsample", Map.of("mode", "nearest"), x.name(), constant)
              : !out.since(11)
                  ? out.node("Resize", Map.of("mode", "nearest"), x.name(), constant)
                  : out.node(
                      "Resize",
                      Map.of(
                          "mode",
                          "nearest",
                          "coordinate_transformation_mode",
                          "asymmetric",
                          "nearest_mode",
                          "floor"),
                      x.name(),
                      out.since(13) ? "" : region(x),
                      constant);
    }
    return new Values(made, shape);
  }

  /** What Resize does not look at, but needs to have before operator set 13. */
  private String region(Values x) {
    return out.constant(List.of(2 * x.rank() + 2), out.numbers(2 * x.rank() + 2, 1));
  }

  /** Dimensions in another order, something, and maybe back. */
  private Values there(Values x) {
    List<Integer> order = new ArrayList<>(List.of(0));
    List<Integer> space = new ArrayList<>();
    for (int d = 1; d <= x.rank(); d++) {
      space.add(d);
    }
    Collections.shuffle(space, random);
    order.addAll(space);
    List<Integer> shape = space.stream().map(d -> x.shape().get(d - 1)).toList();
    Values turned =
        arithmetic.each(new Values(out.node("Transpose", Map.of("perm", order), x.name()), shape));
    if (random.nextBoolean()) {
      return turned;
    }
    List<Integer> back = new ArrayList<>();
    for (int d = 0; d <= x.rank(); d++) {
      back.add(order.indexOf(d));
    }
    return new Values(out.node("Transpose", Map.of("perm", back), turned.name()), x.shape());
  }

  /** The same values in another shape, told by arithmetic. */
  private Values reshaped(Values x) {
    if (random.nextBoolean()) {
      int axis = out.range(1, x.rank());
      List<Integer> axes = List.of(axis);
      String wide =
          out.since(13)
              ? out.node("Unsqueeze", Map.of(), x.name(), out.wholes(axes))
              : out.node("Unsqueeze", Map.of("axes", axes), x.name());
      String narrow =
          out.since(13)
              ? out.node("Squeeze", Map.of(), wide, out.wholes(axes))
              : out.node("Squeeze", Map.of("axes", axes), wide);
      return new Values(narrow, x.shape());
    }
    String shape = out.node("Shape", Map.of(), x.name());
    String rest =
        out.node(
            "Gather",
            Map.of("axis", 0),
            shape,
            out.wholes(IntStream.rangeClosed(2, x.rank()).boxed().toList()));
    String free = out.node("Concat", Map.of("axis", 0), out.wholes(List.of(0, -1)), rest);
    Values same = new Values(out.node("Reshape", Map.of(), x.name(), free), x.shape());
    // The inference of shapes in ONNX Runtime 1.23 fails where there is one size.
    return out.since(11) && x.rank() == 3 ? scaledByShape(same, shape) : same;
  }

  /** Times numbers that are made of a shape. */
  private Values scaledByShape(Values x, String shape) {
    String count = out.node("Size", Map.of(), shape);
    String places = out.node("Range", Map.of(), out.whole(2), count, out.whole(1));
    String sizes = out.node("Gather", Map.of(), shape, places);
    String equal = out.node("Equal", Map.of(), sizes, out.whole(5));
    String chosen = out.node("Where", Map.of(), equal, out.whole(2), sizes);
    String product = out.node("ReduceProd", Map.of("keepdims", 0), chosen);
    String number = out.node("Cast", Map.of("to", DataType.FLOAT.getNumber()), product);
    String inverse = out.node("Div", Map.of(), out.scalar(1), number);
    String wide = out.node("Expand", Map.of(), inverse, sizes);
    String one =
        out.node(
            "ConstantOfShape",
            Map.of(
                "value", OnnxWriter.tensor(List.of(1), DataType.FLOAT).addFloatData(0.7f).build()),
            sizes);
    String factor = out.node("Add", Map.of(), wide, one);
    return new Values(out.node("Mul", Map.of(), x.name(), factor), x.shape());
  }
}
