package io.github.ann2snn.train.step;

import io.github.ann2snn.train.step.Product.Matrix;
import java.util.stream.IntStream;

/**
 * A dense layer, computed in blocks of neurons. Deeplearning4j's weights lie neuron by neuron, all
 * inputs of one side by side.
 */
final class FullLayer implements StepLayer {
  /** Neurons of a block, where there are not too many blocks. */
  private static final int BLOCK = 64;

  /** By no property of the machine, because BLAS may sum in another order in other shapes. */
  private static final int MAX_BLOCKS = 8;

  private final Flow in;
  private final Flow out;
  private final Parameters weights;
  private final Parameters biases;
  private final NativeFloats x;
  private final NativeFloats z;

  FullLayer(Flow in, Flow out, int rows, Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.weights = parameters.take(Math.multiplyExact(in.width(), out.width()));
    this.biases = parameters.take(out.width());
    this.x = NativeFloats.of((long) rows * in.width());
    this.z = NativeFloats.of((long) rows * out.width());
  }

  @Override
  public boolean isSampleWise() {
    return false;
  }

  private interface Block {
    void compute(int from, int count);
  }

  private static void forEachBlock(int size, Block block) {
    int blocks = Math.max(1, Math.min(MAX_BLOCKS, size / BLOCK));
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            b -> {
              int from = (int) ((long) size * b / blocks);
              block.compute(from, (int) ((long) size * (b + 1) / blocks) - from);
            });
  }

  @Override
  public void forward(Part part) {
    int rows = part.to();
    x.buffer().put(0, in.values(), 0, rows * in.width());
    forEachBlock(out.width(), (from, count) -> forward(rows, from, count));
  }

  private void forward(int rows, int from, int count) {
    int width = out.width();
    Matrix weight = Matrix.of(weights.numbers(), in.width()).from((long) from * in.width());
    new Product(rows, count, in.width())
        .set(Matrix.of(x, in.width()), weight.transposed(), Matrix.of(z, width).from(from));
    float[] bias = new float[count];
    biases.numbers().buffer().get(from, bias);
    float[] y = out.values();
    for (int row = 0; row < rows; row++) {
      int at = row * width + from;
      z.buffer().get(at, y, at, count);
      for (int i = 0; i < count; i++) {
        y[at + i] += bias[i];
      }
    }
  }

  @Override
  public void backward(Part part) {
    int rows = part.to();
    z.buffer().put(0, out.gradients(), 0, rows * out.width());
    forEachBlock(out.width(), (from, count) -> parameterGradients(rows, from, count));
    if (in.needsGradients()) {
      forEachBlock(in.width(), (from, count) -> inputGradients(rows, from, count));
    }
  }

  private void parameterGradients(int rows, int from, int count) {
    int width = out.width();
    Matrix gradients = Matrix.of(weights.gradients(), in.width());
    new Product(count, in.width(), rows)
        .set(
            Matrix.of(z, width).from(from).transposed(),
            Matrix.of(x, in.width()),
            gradients.from((long) from * in.width()));
    float[] sums = new float[count];
    float[] g = out.gradients();
    for (int row = 0; row < rows; row++) {
      int at = row * width + from;
      for (int i = 0; i < count; i++) {
        sums[i] += g[at + i];
      }
    }
    biases.gradients().buffer().put(from, sums);
  }

  /** To where the inputs were, which are not needed any more. */
  private void inputGradients(int rows, int from, int count) {
    int width = in.width();
    new Product(rows, count, out.width())
        .set(
            Matrix.of(z, out.width()),
            Matrix.of(weights.numbers(), width).from(from),
            Matrix.of(x, width).from(from));
    for (int row = 0; row < rows; row++) {
      int at = row * width + from;
      x.buffer().get(at, in.gradients(), at, count);
    }
  }
}
