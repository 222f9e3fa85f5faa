package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Window;
import java.util.List;

/** Convolutions, matrices, batch normalisation. */
final class Linear {
  private Linear() {}

  static void conv(Call call) throws BadFileException {
    Shape shape = call.shape(0);
    Tensor weight = call.constant(1);
    Refusal.when(
        weight.rank() != shape.rank() + 1 || weight.size() == 0,
        "a kernel of shape %s for values of shape %s",
        weight.dims(),
        shape);
    List<Integer> kernel = weight.dims().subList(2, weight.rank());
    Refusal.when(
        !call.attributes().wholes("kernel_shape").orElse(kernel).equals(kernel),
        "its kernel_shape is not that of its kernel, %s",
        kernel);
    Window window = Sliding.of(call, shape, kernel).window();
    int outputs = weight.dims().get(0);
    int groups = call.attributes().whole("group", 1);
    float[] bias = call.has(2) ? call.constant(2).asFloats() : new float[outputs];
    Convolve convolve = new Convolve(outputs, window, groups, weight.asFloats(), bias);
    Refusal.when(
        convolve.channelsPerGroup() != weight.dims().get(1), "a kernel of shape %s", weight.dims());
    call.give(call.add(convolve, call.activation(0)));
  }

  static void gemm(Call call) throws BadFileException {
    float alpha = call.attributes().number("alpha", 1);
    float beta = call.attributes().number("beta", 1);
    Refusal.when(
        call.attributes().flag("transA", false), "samples as columns (transA) are not supported");
    Tensor weight = matrix(call, call.attributes().flag("transB", false));
    int outputs = weight.dims().get(0);
    float[] bias =
        call.has(2)
            ? Elementwise.ofSample(call.constant(2), List.of(1, outputs))
                .broadcast(List.of(outputs))
                .asFloats()
            : new float[outputs];
    Dense dense = new Dense(outputs, times(alpha, weight.asFloats()), times(beta, bias));
    call.give(call.add(dense, call.activation(0)));
  }

  static void matMul(Call call) throws BadFileException {
    Tensor weight = matrix(call, false);
    int outputs = weight.dims().get(0);
    Dense dense = new Dense(outputs, weight.asFloats(), new float[outputs]);
    call.give(call.add(dense, call.activation(0)));
  }

  /** Weights with a row for each output; they are large, and kept once. */
  private static Tensor matrix(Call call, boolean rows) throws BadFileException {
    Tensor matrix = call.constant(1);
    Refusal.when(
        matrix.rank() != 2 || matrix.size() == 0,
        "weights of shape %s, expected a matrix",
        matrix.dims());
    return rows ? matrix : matrix.transposed(List.of(1, 0));
  }

  private static float[] times(float factor, float[] values) {
    if (factor == 1) {
      return values;
    }
    float[] product = new float[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = factor * values[i];
    }
    return product;
  }

  static void batchNorm(Call call) throws BadFileException {
    float epsilon = call.attributes().number("epsilon", 1e-5f);
    call.attributes().ignore("momentum");
    Refusal.when(
        call.attributes().flag("training_mode", false) || !call.attributes().flag("spatial", true),
        "it normalises each batch anew; export the network in evaluation mode (model.eval())");
    BatchNorm norm =
        BatchNorm.of(
            call.constant(1).asFloats(),
            call.constant(2).asFloats(),
            call.constant(3).asFloats(),
            call.constant(4).asFloats(),
            epsilon);
    Refusal.when(
        !norm.isPerChannel(call.shape(0)),
        "numbers for %d channels, but values of shape %s",
        norm.scale().length,
        call.shape(0));
    call.give(call.add(norm, call.activation(0)));
  }
}
