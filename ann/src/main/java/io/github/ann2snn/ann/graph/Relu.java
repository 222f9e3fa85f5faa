package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.List;

/**
 * The rectifier: x above 0, bounded where there is a bound; {@code slope x} at and below 0, which
 * is +0 where the slope is 0.
 *
 * @param bound above 0; infinite where there is none
 * @param slope at least 0 and finite; one for all channels, or one for each
 */
public record Relu(float bound, float[] slope) implements Operation {
  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Relu {
    Refusal.when(!(bound > 0), "the bound is %s, expected a number above 0", bound);
    Refusal.when(slope.length == 0, "there is no slope");
    slope = Values.finite("slope", slope, slope.length);
    for (float s : slope) {
      Refusal.when(s < 0, "a slope of %s below 0, expected at least 0", s);
    }
  }

  /** Without bound, and 0 below 0. */
  public static Relu plain() {
    return bounded(Float.POSITIVE_INFINITY);
  }

  /** With a bound, and 0 below 0. */
  public static Relu bounded(float bound) {
    return new Relu(bound, new float[1]);
  }

  /** A copy of the slopes. */
  @Override
  public float[] slope() {
    return slope.clone();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        slope.length != 1 && slope.length != shape.channels(),
        "%d slopes for %d channels",
        slope.length,
        shape.channels());
    return shape;
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] x = inputs.get(0);
    int shared = slope.length == 1 ? x.length : x.length / slope.length;
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      float s = slope[i / shared];
      float below = s == 0 ? 0 : s * x[i];
      y[i] = x[i] > 0 ? Math.min(x[i], bound) : below;
    }
    return y;
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }
}
