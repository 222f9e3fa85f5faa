package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.graph.ClipFloorShift;

/** The quantised activation with a trained scale, see {@link ClipFloorShift}. */
final class QuantizedLayer implements StepLayer {
  private final Flow in;
  private final Flow out;
  private final int levels;
  private final Parameters lambda;
  private final double[] sums;

  QuantizedLayer(Flow in, Flow out, int levels, int parts, Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.levels = levels;
    this.lambda = parameters.take(1);
    this.sums = new double[parts];
  }

  private ClipFloorShift function() {
    return new ClipFloorShift(levels, lambda.numbers().buffer().get(0));
  }

  @Override
  public void forward(Part part) {
    int from = part.from() * in.width();
    int to = part.to() * in.width();
    System.arraycopy(in.values(), from, out.values(), from, to - from);
    function().applyTo(out.values(), from, to);
  }

  @Override
  public void backward(Part part) {
    int from = part.from() * in.width();
    int to = part.to() * in.width();
    System.arraycopy(out.gradients(), from, in.gradients(), from, to - from);
    sums[part.number()] = function().backpropagate(in.gradients(), in.values(), from, to);
  }

  @Override
  public void sum(int parts) {
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      sum += sums[part];
    }
    lambda.gradients().buffer().put(0, (float) sum);
  }
}
