package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/** The sum of two or more branches of equal shape, in their order. */
public record Add() implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Refusal.when(inputs.size() < 2, "%d branches, expected at least 2", inputs.size());
    for (Shape shape : inputs) {
      Refusal.when(
          !shape.equals(inputs.get(0)),
          "branches of shapes %s and %s cannot be added",
          inputs.get(0),
          shape);
    }
    return inputs.get(0);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] y = inputs.get(0).clone();
    for (float[] branch : inputs.subList(1, inputs.size())) {
      for (int i = 0; i < y.length; i++) {
        y[i] += branch[i];
      }
    }
    return y;
  }
}
