package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A network of random operators: chains, branches that are added or concatenated, in one or two
 * dimensions, with random windows, and arithmetic of shapes as exporters write it.
 */
final class RandomNetwork {
  /** Of more values than that no more are made. */
  static final int LARGEST = 700;

  private static final int OLDEST = 7;
  private static final int NEWEST = 23;

  private final Random random;
  private final OnnxWriter out;
  private final RandomArithmetic arithmetic;
  private final RandomWindows windows;
  private final RandomMoves moves;

  /** Name and shape, without the batch, of the values that are at hand. */
  record Values(String name, List<Integer> shape) {
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
    arithmetic = new RandomArithmetic(random, out);
    windows = new RandomWindows(random, out);
    moves = new RandomMoves(random, out, arithmetic);
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
    x = arithmetic.each(x);
    x = dense(x, classes);
    x = ending(x);
    ModelProto model = out.model(sample, batch, x.name(), classes);
    return new Made(model, sample, batch < 0 ? 3 : batch, out.used);
  }

  private Values block(Values x) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> arithmetic.each(windows.conv(x));
      case 2 -> windows.pool(x);
      case 3 -> residual(x);
      case 4 -> concat(x);
      case 5 -> moves.parts(x);
      case 6 -> moves.moved(x);
      case 7 -> arithmetic.each(arithmetic.each(x));
      default -> arithmetic.each(arithmetic.norm(windows.conv(x)));
    };
  }

  private Values residual(Values x) {
    Values branch = arithmetic.each(x);
    Map<String, Object> attributes = new TreeMap<>();
    int space = x.rank() - 1;
    attributes.put("pads", Collections.nCopies(2 * space, 1));
    List<Integer> kernel = new ArrayList<>(List.of(x.channels(), x.channels()));
    kernel.addAll(Collections.nCopies(space, 3));
    String weight = out.weights(9 * x.channels(), kernel.toArray(Integer[]::new));
    branch =
        arithmetic.each(new Values(out.node("Conv", attributes, branch.name(), weight), x.shape()));
    String sum =
        switch (random.nextInt(3)) {
          case 0 -> out.node("Add", Map.of(), branch.name(), x.name());
          case 1 -> out.node("Sub", Map.of(), branch.name(), x.name());
          default ->
              out.since(8)
                  ? out.node("Sum", Map.of(), x.name(), arithmetic.constantFor(x), branch.name())
                  : out.node("Sum", Map.of(), x.name(), branch.name());
        };
    return arithmetic.each(new Values(sum, x.shape()));
  }

  private Values concat(Values x) {
    if (OnnxWriter.size(x.shape()) > LARGEST) {
      return windows.pool(x);
    }
    int axis = out.range(1, x.rank());
    int at = random.nextBoolean() ? axis : axis - x.rank() - 1;
    String[] branches = {arithmetic.each(x).name(), x.name(), arithmetic.each(x).name()};
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis - 1, 3 * shape.get(axis - 1));
    return new Values(out.node("Concat", Map.of("axis", at), branches), shape);
  }

  /** A row of values. */
  private Values row(Values x) {
    List<Integer> flat = List.of(OnnxWriter.size(x.shape()));
    List<Integer> channels = List.of(x.channels());
    List<Integer> space = IntStream.rangeClosed(2, x.rank()).boxed().toList();
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
        String scaled = out.node("Mul", Map.of(), sum, out.scalar(1f / flat.get(0)));
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
