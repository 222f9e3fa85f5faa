package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sums and products: of branches, of values with constants, of constants. */
final class Elementwise {
  private Elementwise() {}

  static void add(Call call) throws BadFileException {
    if (areConstant(call)) {
      give(call, Long::sum, Float::sum);
    } else if (call.isConstant(0) || call.isConstant(1)) {
      int constant = call.isConstant(0) ? 0 : 1;
      withConstant(call, 1 - constant, filled(1), call.constant(constant));
    } else {
      call.give(call.add(new Add(), call.activation(0), call.activation(1)));
    }
  }

  static void subtract(Call call) throws BadFileException {
    if (areConstant(call)) {
      give(call, (a, b) -> a - b, (a, b) -> a - b);
    } else if (call.isConstant(1)) {
      Tensor negative = call.constant(1).with(filled(-1), (a, b) -> a * b, (a, b) -> a * b);
      withConstant(call, 0, filled(1), negative);
    } else if (call.isConstant(0)) {
      withConstant(call, 1, filled(-1), call.constant(0));
    } else {
      float[] minus = Values.filled(call.shape(1).channels(), -1);
      BatchNorm negated = new BatchNorm(minus, new float[minus.length]);
      int second = call.add(negated, call.activation(1));
      call.give(call.add(new Add(), call.activation(0), second));
    }
  }

  static void multiply(Call call) throws BadFileException {
    if (areConstant(call)) {
      give(call, (a, b) -> a * b, (a, b) -> a * b);
      return;
    }
    Refusal.when(
        !call.isConstant(0) && !call.isConstant(1),
        "a product of two branches is not supported, because it is not linear in either; train"
            + " without gates, squeeze-and-excitation, SiLU and the like");
    int constant = call.isConstant(0) ? 0 : 1;
    withConstant(call, 1 - constant, call.constant(constant), filled(0));
  }

  static void divide(Call call) throws BadFileException {
    if (areConstant(call)) {
      Tensor divisor = call.constant(1);
      Refusal.when(
          divisor.whole() && Arrays.stream(divisor.longs()).anyMatch(b -> b == 0),
          "a division by 0");
      give(call, (a, b) -> a / b, (a, b) -> a / b);
      return;
    }
    Refusal.when(!call.isConstant(1), "a division by what depends on the sample is not supported");
    Tensor inverse = filled(1).with(call.constant(1).cast(false), (a, b) -> a, (a, b) -> a / b);
    withConstant(call, 0, inverse, filled(0));
  }

  /** Gives what becomes of two constants, which small ones can make large. */
  private static void give(Call call, Tensor.WholeOperator wholes, Tensor.FloatOperator numbers)
      throws BadFileException {
    give(call, call.constant(0), call.constant(1), wholes, numbers);
  }

  private static void give(
      Call call,
      Tensor first,
      Tensor second,
      Tensor.WholeOperator wholes,
      Tensor.FloatOperator numbers) {
    call.admit(Tensor.size(first.common(second)));
    call.give(first.with(second, wholes, numbers));
  }

  private static boolean areConstant(Call call) {
    return call.isConstant(0) && call.isConstant(1);
  }

  private static Tensor filled(float value) {
    return Tensor.of(List.of(), new float[] {value});
  }

  private static void withConstant(Call call, int input, Tensor factor, Tensor summand) {
    call.give(scaled(call, call.activation(input), factor, summand));
  }

  /**
   * Values times a constant plus another one. What puts dimensions in another order comes behind
   * it, so that channels are still channels.
   *
   * @param node of our network
   */
  static int scaled(Call call, int node, Tensor factor, Tensor summand) {
    Shape shape = call.shapeOf(node);
    Tensor scale = ofSample(factor, call.batched(shape));
    Tensor shift = ofSample(summand, call.batched(shape));
    Optional<Permute> permute = call.permute(node);
    if (permute.isEmpty()) {
      return call.add(norm(call, scale, shift, shape), node);
    }
    List<Integer> order = permute.get().order();
    List<Integer> back = IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
    int before = call.before(node);
    Shape own = call.shapeOf(before);
    BatchNorm norm = norm(call, scale.transposed(back), shift.transposed(back), own);
    return call.permuted(call.add(norm, before), order);
  }

  /** The same for all values. */
  static int scaled(Call call, int node, float factor, float summand) {
    return scaled(call, node, filled(factor), filled(summand));
  }

  private static BatchNorm norm(Call call, Tensor scale, Tensor shift, Shape shape) {
    float[] scales = values(call, scale, shape);
    float[] shifts = values(call, shift, shape);
    int count = Math.max(scales.length, shifts.length);
    call.admit(count);
    return new BatchNorm(repeated(scales, count), repeated(shifts, count));
  }

  private static float[] repeated(float[] values, int count) {
    float[] repeated = new float[count];
    for (int i = 0; i < count; i++) {
      repeated[i] = values[i / (count / values.length)];
    }
    return repeated;
  }

  /**
   * A constant for each channel, if it is the same for all values of one; else for each value.
   *
   * @param constant of as many dimensions as the values
   */
  static float[] values(Call call, Tensor constant, Shape shape) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    if (constant.dims().stream().skip(1).allMatch(size -> size == 1)) {
      Collections.fill(sizes.subList(1, sizes.size()), 1);
    }
    call.admit(Tensor.size(sizes));
    return perChannel(constant.broadcast(sizes).asFloats(), shape.channels());
  }

  static void negate(Call call) throws BadFileException {
    if (call.isConstant(0)) {
      give(call, call.constant(0), filled(-1).cast(true), (a, b) -> a * b, (a, b) -> a * b);
    } else {
      call.give(scaled(call, call.activation(0), -1, 0));
    }
  }

  static void sum(Call call) throws BadFileException {
    List<Integer> branches = new ArrayList<>();
    Optional<Tensor> constants = Optional.empty();
    for (int i = 0; i < call.inputs(); i++) {
      if (call.isConstant(i)) {
        Tensor next = call.constant(i);
        Tensor before = constants.orElse(filled(0));
        call.admit(Tensor.size(before.common(next)));
        constants = Optional.of(before.with(next, Long::sum, Float::sum));
      } else {
        branches.add(call.activation(i));
      }
    }
    if (branches.isEmpty()) {
      call.give(constants.orElse(filled(0)));
      return;
    }
    int sum =
        branches.size() == 1
            ? branches.get(0)
            : call.add(new Add(), branches.toArray(Integer[]::new));
    call.give(constants.isPresent() ? scaled(call, sum, filled(1), constants.get()) : sum);
  }

  /** Arithmetic with constants alone: what exporters leave of shapes and of batch normalisation. */
  static void power(Call call) throws BadFileException {
    give(
        call,
        (a, b) -> Math.round(Math.pow((double) a, (double) b)),
        (a, b) -> b == 0.5f ? (float) Math.sqrt(a) : (float) Math.pow(a, b));
  }

  static void root(Call call) throws BadFileException {
    give(
        call, call.constant(0).cast(false), filled(0), (a, b) -> a, (a, b) -> (float) Math.sqrt(a));
  }

  static void reciprocal(Call call) throws BadFileException {
    give(call, call.constant(0).cast(false), filled(0), (a, b) -> a, (a, b) -> 1 / a);
  }

  static void equal(Call call) throws BadFileException {
    give(call, (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0);
  }

  /**
   * A constant that is added to or multiplied with values, of as many dimensions as a sample.
   *
   * @param dims shape of the values, with the batch
   * @throws IllegalArgumentException if it has more, or differs between samples
   */
  static Tensor ofSample(Tensor constant, List<Integer> dims) {
    int rank = dims.size() - 1;
    boolean differs = constant.rank() == rank + 1 && constant.dims().get(0) != 1;
    Refusal.when(
        differs || constant.rank() > rank + 1,
        "a constant of shape %s does not fit values of shape %s",
        constant.dims(),
        dims);
    List<Integer> sizes = new ArrayList<>(constant.dims());
    if (sizes.size() > rank) {
      sizes.remove(0);
    }
    while (sizes.size() < rank) {
      sizes.add(0, 1);
    }
    return constant.reshaped(sizes);
  }

  /** The constant for each channel, if it is the same for all values of one; else as it is. */
  private static float[] perChannel(float[] values, int channels) {
    int each = values.length / channels;
    float[] perChannel = new float[channels];
    for (int i = 0; i < values.length; i++) {
      if (i % each == 0) {
        perChannel[i / each] = values[i];
      } else if (values[i] != perChannel[i / each]) {
        return values;
      }
    }
    return perChannel;
  }
}
