package io.github.ann2snn.train.step;

import io.github.ann2snn.train.step.Product.Factor;
import org.bytedeco.javacpp.FloatPointer;

/** A dense layer. Deeplearning4j's weights lie output by output. */
final class FullLayer implements StepLayer {
  private final Flow in;
  private final Flow out;
  private final Parameters weights;
  private final Parameters biases;
  private final NativeFloats x;
  private final NativeFloats z;
  private final float[] bias;

  FullLayer(Flow in, Flow out, int rows, Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.weights = parameters.take(in.width() * out.width());
    this.biases = parameters.take(out.width());
    this.x = NativeFloats.of((long) rows * in.width());
    this.z = NativeFloats.of((long) rows * out.width());
    this.bias = new float[out.width()];
  }

  @Override
  public boolean isSampleWise() {
    return false;
  }

  @Override
  public void forward(Part part) {
    int rows = part.to();
    int width = out.width();
    x.buffer().put(0, in.values(), 0, rows * in.width());
    FloatPointer weight = weights.numbers().pointer();
    new Product(rows, width, in.width())
        .set(Factor.of(x.pointer()), Factor.transposed(weight), z.pointer());
    biases.numbers().buffer().get(0, bias);
    float[] y = out.values();
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      z.buffer().get(at, y, at, width);
      for (int i = 0; i < width; i++) {
        y[at + i] += bias[i];
      }
    }
  }

  @Override
  public void backward(Part part) {
    int rows = part.to();
    int width = out.width();
    z.buffer().put(0, out.gradients(), 0, rows * width);
    new Product(width, in.width(), rows)
        .set(Factor.transposed(z.pointer()), Factor.of(x.pointer()), weights.gradients().pointer());
    float[] sums = new float[width];
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      for (int i = 0; i < width; i++) {
        sums[i] += out.gradients()[at + i];
      }
    }
    biases.gradients().buffer().put(0, sums);
    if (in.needsGradients()) {
      // The inputs are not needed any more, so that their room is free.
      new Product(rows, in.width(), width)
          .set(Factor.of(z.pointer()), Factor.of(weights.numbers().pointer()), x.pointer());
      x.buffer().get(0, in.gradients(), 0, rows * in.width());
    }
  }
}
