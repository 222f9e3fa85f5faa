package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.Arrays;
import java.util.List;

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
    Tensor first = call.constant(0);
    Tensor second = call.constant(1);
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
    Shape shape = call.shape(input);
    List<Integer> dims = call.batched(shape);
    float[] scale = forEach(factor, dims);
    float[] shift = forEach(summand, dims);
    float[] scales = perChannel(scale, shape.channels());
    float[] shifts = perChannel(shift, shape.channels());
    BatchNorm norm =
        scales.length == shifts.length
            ? new BatchNorm(scales, shifts)
            : new BatchNorm(scale, shift);
    call.give(call.add(norm, call.activation(input)));
  }

  /**
   * The constant for each value of a sample.
   *
   * @param dims shape of the values, with the batch
   * @throws IllegalArgumentException if it does not fit, or differs between samples
   */
  static float[] forEach(Tensor constant, List<Integer> dims) {
    boolean differs = constant.rank() == dims.size() && constant.dims().get(0) != 1;
    Refusal.when(
        differs || constant.rank() > dims.size(),
        "a constant of shape %s does not fit values of shape %s",
        constant.dims(),
        dims);
    List<Integer> sample = dims.subList(1, dims.size());
    List<Integer> own = constant.dims();
    Tensor one =
        constant.rank() == dims.size() ? constant.reshaped(own.subList(1, own.size())) : constant;
    return one.broadcast(sample).asFloats();
  }

  /** The constant for each channel, if it is the same for all values of one; else as it is. */
  static float[] perChannel(float[] values, int channels) {
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
