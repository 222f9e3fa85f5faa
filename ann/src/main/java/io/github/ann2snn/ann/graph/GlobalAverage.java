package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/** The mean of each channel, {@code [channels]}: the sum, ascending, divided by the number. */
public record GlobalAverage() implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(shape.rank() < 2, "values of shape %s have no channels to average over", shape);
    return Shape.of(shape.channels());
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    int perChannel = shapes.get(0).perChannel();
    float[] y = new float[shapes.get(0).channels()];
    for (int c = 0; c < y.length; c++) {
      for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
        y[c] += inputs.get(0)[i];
      }
      y[c] /= perChannel;
    }
    return y;
  }
}
