package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A network of random operators: chains, branches that are added or concatenated, in one or two
 * dimensions, with random windows, and arithmetic of shapes as exporters write it.
 */
final class RandomNetwork {
  private static final int OLDEST = 7;
  private static final int NEWEST = 23;
  private static final int LARGEST = 700;

  private final Random random;
  private final OnnxWriter out;

  /** Name and shape, without the batch, of the values that are at hand. */
  private record Values(String name, List<Integer> shape) {
    int channels() {
      return shape.get(0);
    }

    int rank() {
      return shape.size();
    }
  }

  /** A network as a file, the shape of its samples, and how many there are in a batch. */
  record Made(ModelProto model, List<Integer> sample, int batch, Set<String> used) {}

  private RandomNetwork(long seed) {
    random = new Random(seed);
    out = new OnnxWriter(OLDEST + random.nextInt(NEWEST - OLDEST + 1), random);
  }

  static Made of(long seed) {
    return new RandomNetwork(seed).make();
  }

  private Made make() {
    int space = random.nextInt(5) == 0 ? 1 : 2;
    List<Integer> sample = new ArrayList<>(List.of(1 + random.nextInt(3)));
    for (int d = 0; d < space; d++) {
      sample.add(5 + random.nextInt(6));
    }
    int batch = random.nextInt(3) == 0 ? 2 : -1;
    Values x = new Values("x", sample);
    for (int blocks = 2 + random.nextInt(5); blocks > 0; blocks--) {
      x = block(x);
    }
    x = row(x);
    int classes = 1 + random.nextInt(4);
    x = dense(x, 1 + random.nextInt(6));
    x = each(x);
    x = dense(x, classes);
    x = ending(x);
    ModelProto model = out.model(sample, batch, x.name(), classes);
    return new Made(model, sample, batch < 0 ? 3 : batch, out.used);
  }

  private int range(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Values block(Values x) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> each(conv(x));
      case 2 -> pool(x);
      case 3 -> residual(x);
      case 4 -> concat(x);
      case 5 -> parts(x);
      case 6 -> moved(x);
      case 7 -> each(each(x));
      default -> each(norm(conv(x)));
    };
  }

  /** Attributes of a window over values, and the shape of what it makes. */
  private Map<String, Object> window(Values x, boolean pooling, List<Integer> made) {
    Map<String, Object> attributes = new TreeMap<>();
    int space = x.rank() - 1;
    List<Integer> kernel = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    List<Integer> dilations = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean dilates = !pooling && random.nextInt(3) == 0;
    String auto =
        List.of("NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID").get(random.nextInt(5));
    for (int d = 1; d <= space; d++) {
      int size = x.shape().get(d);
      int taps = range(1, Math.min(3, size));
      int dilation = dilates && (taps - 1) * 2 < size && auto.equals("NOTSET") ? 2 : 1;
      int reach = (taps - 1) * dilation + 1;
      int stride = range(1, pooling ? taps : 2);
      int most = pooling ? (taps - 1) / 2 : reach - 1;
      kernel.add(taps);
      strides.add(stride);
      dilations.add(dilation);
      before.add(auto.equals("NOTSET") ? range(0, most) : 0);
      after.add(auto.equals("NOTSET") ? range(0, most) : 0);
      int padded = size + before.get(d - 1) + after.get(d - 1);
      made.add(auto.startsWith("SAME") ? (size - 1) / stride + 1 : (padded - reach) / stride + 1);
    }
    attributes.put("kernel_shape", kernel);
    attributes.put("strides", strides);
    if (dilates) {
      attributes.put("dilations", dilations);
    }
    if (!auto.equals("NOTSET")) {
      attributes.put("auto_pad", auto);
    } else if (random.nextBoolean() || Collections.max(before) + Collections.max(after) > 0) {
      List<Integer> pads = new ArrayList<>(before);
      pads.addAll(after);
      attributes.put("pads", pads);
    }
    return attributes;
  }

  private Values conv(Values x) {
    List<Integer> shape = new ArrayList<>();
    Map<String, Object> attributes = window(x, false, shape);
    int groups = random.nextInt(3) == 0 ? x.channels() : 1;
    int channels = groups * range(1, groups > 1 ? 2 : 6);
    shape.add(0, channels);
    if (groups > 1 || random.nextBoolean()) {
      attributes.put("group", groups);
    }
    List<Integer> kernel = new ArrayList<>(List.of(channels, x.channels() / groups));
    ((List<?>) attributes.get("kernel_shape")).forEach(taps -> kernel.add((Integer) taps));
    if (random.nextBoolean()) {
      attributes.remove("kernel_shape");
    }
    int fanIn = OnnxWriter.size(kernel) / channels;
    String weight = out.weights(fanIn, kernel.toArray(Integer[]::new));
    String made =
        random.nextBoolean()
            ? out.node("Conv", attributes, x.name(), weight, out.weights(4, channels))
            : out.node("Conv", attributes, x.name(), weight);
    return new Values(made, shape);
  }

  private Values pool(Values x) {
    List<Integer> shape = new ArrayList<>();
    Map<String, Object> attributes = window(x, true, shape);
    shape.add(0, x.channels());
    boolean max = random.nextBoolean();
    // From set 19 on, ONNX Runtime divides otherwise until 1.24; 1.30 does as the format says.
    if (!max && !out.since(19) && random.nextBoolean()) {
      attributes.put("count_include_pad", 1);
    }
    return new Values(out.node(max ? "MaxPool" : "AveragePool", attributes, x.name()), shape);
  }

  private Values norm(Values x) {
    float[] variance = out.numbers(x.channels(), 0.5f);
    for (int c = 0; c < variance.length; c++) {
      variance[c] += 1;
    }
    List<Integer> channels = List.of(x.channels());
    String[] inputs = {
      x.name(),
      out.weights(2, x.channels()),
      out.weights(9, x.channels()),
      out.weights(9, x.channels()),
      out.constant(channels, variance)
    };
    return new Values(out.node("BatchNormalization", Map.of("epsilon", 1e-3f), inputs), x.shape());
  }

  /** What treats every value for itself. */
  private Values each(Values x) {
    String in = x.name();
    String made =
        switch (random.nextInt(18)) {
          case 0, 1, 2 -> out.node("Relu", Map.of(), in);
          case 3 -> clip(in);
          case 4 -> out.node("LeakyRelu", Map.of("alpha", random.nextFloat()), in);
          case 5 -> {
            float[] slopes = out.numbers(x.channels(), 0.5f);
            for (int c = 0; c < slopes.length; c++) {
              slopes[c] = Math.abs(slopes[c]);
            }
            yield out.node("PRelu", Map.of(), in, out.constant(perChannel(x), slopes));
          }
          case 6 -> out.node("HardSigmoid", Map.of("alpha", 0.25f), in);
          case 7 -> out.node("Abs", Map.of(), in);
          case 8 -> out.node("Neg", Map.of(), in);
          case 9 -> out.node("Mul", Map.of(), in, constantFor(x));
          case 10 -> out.node("Sub", Map.of(), constantFor(x), in);
          case 11 -> out.node("Div", Map.of(), in, away(x));
          case 12 -> out.node("Identity", Map.of(), in);
          case 13 -> out.node("Dropout", Map.of(), in);
          case 14 -> out.node("Cast", Map.of("to", DataType.FLOAT.getNumber()), in);
          case 15 -> bounds(in);
          case 16 -> byHand(x);
          default -> out.node("Add", Map.of(), constantFor(x), in);
        };
    return new Values(made, x.shape());
  }

  private String clip(String in) {
    float least = random.nextInt(3) - 1;
    float most = least + 0.5f + random.nextFloat();
    return out.since(11)
        ? out.node("Clip", Map.of(), in, scalar(least), random.nextBoolean() ? scalar(most) : "")
        : out.node("Clip", Map.of("min", least, "max", most), in);
  }

  private String scalar(float value) {
    return out.since(12) && random.nextBoolean()
        ? out.node("Constant", Map.of("value_float", value))
        : out.constant(List.of(), new float[] {value});
  }

  private String bounds(String in) {
    if (!out.since(8)) {
      return out.node("Relu", Map.of(), in);
    }
    String above = out.node("Max", Map.of(), in, scalar(-0.3f));
    return out.node("Min", Map.of(), scalar(0.9f), above);
  }

  /** Batch normalisation as arithmetic. */
  private String byHand(Values x) {
    String variance = out.node("Add", Map.of(), away(x), scalar(1e-3f));
    String root =
        random.nextBoolean()
            ? out.node("Sqrt", Map.of(), variance)
            : out.node("Pow", Map.of(), variance, scalar(0.5f));
    return out.node("Mul", Map.of(), x.name(), out.node("Reciprocal", Map.of(), root));
  }

  /** One number for each channel, in a shape that fits the values. */
  private List<Integer> perChannel(Values x) {
    List<Integer> dims = new ArrayList<>(List.of(x.channels()));
    dims.addAll(Collections.nCopies(x.rank() - 1, 1));
    return dims;
  }

  /** A constant that is repeated for values in one of several ways. */
  private String constantFor(Values x) {
    List<Integer> dims = dimsFor(x);
    return out.constant(dims, out.numbers(OnnxWriter.size(dims), 1));
  }

  /** Likewise, away from 0. */
  private String away(Values x) {
    List<Integer> dims = dimsFor(x);
    float[] numbers = out.numbers(OnnxWriter.size(dims), 0.5f);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += 1;
    }
    return out.constant(dims, numbers);
  }

  private List<Integer> dimsFor(Values x) {
    List<Integer> dims = new ArrayList<>(perChannel(x));
    switch (random.nextInt(5)) {
      case 0 -> dims = new ArrayList<>(List.of());
      case 1 -> dims = new ArrayList<>(x.shape());
      case 2 -> dims.add(0, 1);
      case 3 -> dims.set(dims.size() - 1, x.shape().get(dims.size() - 1));
      default -> {}
    }
    return dims;
  }

  private Values residual(Values x) {
    Values branch = each(x);
    Map<String, Object> attributes = new TreeMap<>();
    int space = x.rank() - 1;
    attributes.put("pads", Collections.nCopies(2 * space, 1));
    List<Integer> kernel = new ArrayList<>(List.of(x.channels(), x.channels()));
    kernel.addAll(Collections.nCopies(space, 3));
    String weight = out.weights(9 * x.channels(), kernel.toArray(Integer[]::new));
    branch = each(new Values(out.node("Conv", attributes, branch.name(), weight), x.shape()));
    String sum =
        switch (random.nextInt(3)) {
          case 0 -> out.node("Add", Map.of(), branch.name(), x.name());
          case 1 -> out.node("Sub", Map.of(), branch.name(), x.name());
          default ->
              out.since(8)
                  ? out.node("Sum", Map.of(), x.name(), constantFor(x), branch.name())
                  : out.node("Sum", Map.of(), x.name(), branch.name());
        };
    return each(new Values(sum, x.shape()));
  }

  private Values concat(Values x) {
    if (OnnxWriter.size(x.shape()) > LARGEST) {
      return pool(x);
    }
    int axis = range(1, x.rank());
    int at = random.nextBoolean() ? axis : axis - x.rank() - 1;
    String[] branches = {each(x).name(), x.name(), each(x).name()};
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis - 1, 3 * shape.get(axis - 1));
    return new Values(out.node("Concat", Map.of("axis", at), branches), shape);
  }

  private Values parts(Values x) {
    int axis = range(1, x.rank());
    int size = x.shape().get(axis - 1);
    if (size < 2) {
      return each(x);
    }
    int first = range(1, size - 1);
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
    Values kept = each(new Values(parts.get(0), shape));
    return random.nextBoolean() ? padded(kept, axis) : kept;
  }

  private Values padded(Values x, int axis) {
    List<Integer> pads = new ArrayList<>(Collections.nCopies(2 * (x.rank() + 1), 0));
    int more = range(1, 2);
    pads.set(axis, more);
    float value = random.nextInt(2) * 0.5f;
    String made =
        out.since(11)
            ? out.node("Pad", Map.of(), x.name(), out.wholes(pads), scalar(value))
            : out.node("Pad", Map.of("pads", pads, "value", value), x.name());
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis - 1, shape.get(axis - 1) + more);
    return new Values(made, shape);
  }

  private Values moved(Values x) {
    return switch (random.nextInt(5)) {
      case 0 -> slice(x);
      case 1 -> upsampled(x);
      case 2 -> there(x);
      case 3 -> reshaped(x);
      default -> padded(x, range(1, x.rank()));
    };
  }

  private Values slice(Values x) {
    int axis = range(1, x.rank());
    int size = x.shape().get(axis - 1);
    int start = range(0, size - 1);
    int step = out.since(10) ? range(1, 2) : 1;
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
    if (OnnxWriter.size(x.shape()) > LARGEST / 3) {
      return slice(x);
    }
    List<Integer> shape = new ArrayList<>(List.of(x.channels()));
    List<Float> scales = new ArrayList<>(List.of(1f, 1f));
    for (int d = 1; d < x.rank(); d++) {
      int factor = range(1, 2);
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
    Values turned = each(new Values(out.node("Transpose", Map.of("perm", order), x.name()), shape));
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
      int axis = range(1, x.rank());
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
    String rest = out.node("Gather", Map.of("axis", 0), shape, out.wholes(wholes(2, x.rank())));
    String free = out.node("Concat", Map.of("axis", 0), out.wholes(List.of(0, -1)), rest);
    Values same = new Values(out.node("Reshape", Map.of(), x.name(), free), x.shape());
    // The inference of shapes in ONNX Runtime 1.23 fails where there is one size.
    return out.since(11) && x.rank() == 3 ? scaledByShape(same, shape) : same;
  }

  private static List<Integer> wholes(int first, int last) {
    List<Integer> wholes = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      wholes.add(i);
    }
    return wholes;
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
    String inverse = out.node("Div", Map.of(), scalar(1), number);
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

  /** A row of values. */
  private Values row(Values x) {
    List<Integer> flat = List.of(OnnxWriter.size(x.shape()));
    List<Integer> channels = List.of(x.channels());
    List<Integer> space = wholes(2, x.rank());
    return switch (random.nextInt(8)) {
      case 0 -> new Values(out.node("Flatten", Map.of(), x.name()), flat);
      case 1 ->
          new Values(
              out.node("Reshape", Map.of(), x.name(), out.wholes(List.of(0, flat.get(0)))), flat);
      case 2, 3 -> {
        String kind = random.nextBoolean() ? "GlobalAveragePool" : "GlobalMaxPool";
        String pooled = out.node(kind, Map.of(), x.name());
        yield new Values(out.node("Flatten", Map.of(), pooled), channels);
      }
      case 4 -> new Values(reduced("ReduceMean", 18, x, space), channels);
      case 5 -> new Values(reduced("ReduceMax", 18, x, space), channels);
      case 6 -> {
        String sum = reduced("ReduceSum", 13, x, space);
        String scaled = out.node("Mul", Map.of(), sum, scalar(1f / flat.get(0)));
        yield new Values(scaled, channels);
      }
      default -> {
        List<Integer> left = x.shape().subList(1, x.rank());
        String mean = reduced("ReduceMean", 18, x, List.of(1));
        yield new Values(out.node("Flatten", Map.of(), mean), List.of(OnnxWriter.size(left)));
      }
    };
  }

  private String reduced(String kind, int inputs, Values x, List<Integer> axes) {
    return out.since(inputs)
        ? out.node(kind, Map.of("keepdims", 0), x.name(), out.wholes(axes))
        : out.node(kind, Map.of("keepdims", 0, "axes", axes), x.name());
  }

  private Values dense(Values x, int outputs) {
    int inputs = x.shape().get(0);
    String made;
    if (random.nextBoolean()) {
      String product = out.node("MatMul", Map.of(), x.name(), out.weights(inputs, inputs, outputs));
      made = out.node("Add", Map.of(), product, out.weights(4, outputs));
    } else if (random.nextBoolean()) {
      made =
          out.node(
              "Gemm",
              Map.of("transB", 1),
              x.name(),
              out.weights(inputs, outputs, inputs),
              out.weights(4, 1, outputs));
    } else {
      made =
          out.node(
              "Gemm",
              Map.of("alpha", 0.8f, "beta", 1.2f),
              x.name(),
              out.weights(inputs, inputs, outputs),
              out.weights(4, outputs));
    }
    return new Values(made, List.of(outputs));
  }

  private Values ending(Values x) {
    String made =
        switch (random.nextInt(4)) {
          case 0 -> out.node("Softmax", Map.of("axis", 1), x.name());
          case 1 -> out.node("LogSoftmax", Map.of("axis", 1), x.name());
          case 2 -> out.node("Sigmoid", Map.of(), x.name());
          default -> x.name();
        };
    return new Values(made, x.shape());
  }
}
