package io.github.ann2snn.ann.graph;

import java.util.List;

/**
 * What makes probabilities of the last values. It is monotone, so the decision does not need it;
 * {@link AnnGraph#logits} leaves it out. Computed in double precision.
 *
 * @param kind which
 */
public record Ending(Kind kind) implements Operation {
  /** What probabilities are made with. */
  public enum Kind {
    SOFTMAX("Softmax"),
    LOG_SOFTMAX("LogSoftmax"),
    SIGMOID("Sigmoid");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  @Override
  public String kindName() {
    return kind.title;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Operation.single(inputs);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] x = inputs.get(0);
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : x) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (float value : x) {
      sum += Math.exp(value - largest);
    }
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          (float)
              switch (kind) {
                case SOFTMAX -> Math.exp(x[i] - largest) / sum;
                case LOG_SOFTMAX -> x[i] - largest - Math.log(sum);
                case SIGMOID -> 1 / (1 + Math.exp(-x[i]));
              };
    }
    return y;
  }
}
