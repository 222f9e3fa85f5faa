package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.runtime.lanes.LaneKernel;
import io.github.ann2snn.runtime.lanes.LaneKernel.LaneKernels;

/** An activation function, in place: its gradient follows from what it gave. */
record ActivationLayer(Flow flow, Activation function) implements StepLayer {
  @Override
  public void forward(Part part) {
    float[] y = flow.values();
    int from = part.from() * flow.width();
    int to = part.to() * flow.width();
    switch (function) {
      case RELU -> rectify(y, from, to);
      case SIGMOID -> {
        for (int i = from; i < to; i++) {
          y[i] = sigmoid(y[i]);
        }
      }
      case TANH -> {
        for (int i = from; i < to; i++) {
          y[i] = (float) StrictMath.tanh(y[i]);
        }
      }
      case QCFS -> throw new IllegalStateException("a layer of its own");
    }
  }

  static float sigmoid(float z) {
    return (float) (1 / (1 + StrictMath.exp(-z)));
  }

  /** Not a number stays what it is, so that training that diverges is seen to. */
  private static void rectify(float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(y[i], 0f);
    }
  }

  @Override
  public void backward(Part part) {
    float[] y = flow.values();
    float[] g = flow.gradients();
    int from = part.from() * flow.width();
    int to = part.to() * flow.width();
    switch (function) {
      case RELU -> gate(y, g, from, to);
      case SIGMOID -> {
        for (int i = from; i < to; i++) {
          g[i] *= y[i] * (1 - y[i]);
        }
      }
      case TANH -> {
        for (int i = from; i < to; i++) {
          g[i] *= 1 - y[i] * y[i];
        }
      }
      case QCFS -> throw new IllegalStateException("a layer of its own");
    }
  }

  private static void gate(float[] y, float[] g, int from, int to) {
    int whole = (to - from) / LaneKernel.LANES * LaneKernel.LANES;
    LaneKernels.selected().kernel().gate(y, from, g, from, whole);
    for (int i = from + whole; i < to; i++) {
      g[i] = y[i] > 0 ? g[i] : 0;
    }
  }
}
