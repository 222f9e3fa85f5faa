package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * The samples, scaled: {@code y = fma(scale, x, shift)}. A mean m and a standard deviation s are
 * the scale 1/s and the shift -m/s; a full scale f is the scale 1/f.
 *
 * @param shape shape of a sample
 * @param scaling what samples are multiplied by and what is added then
 */
public record Input(Shape shape, BatchNorm scaling) implements Operation {
  /**
   * @throws IllegalArgumentException if the scaling does not fit the shape
   */
  public Input {
    scaling.shape(List.of(shape));
  }

  /** Samples as they are. */
  public static Input of(Shape shape) {
    return new Input(shape, BatchNorm.identity(shape.channels()));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Refusal.when(!inputs.isEmpty(), "an input takes nothing from other nodes");
    return shape;
  }

  /** Scales one sample, the only element of {@code inputs}. */
  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    return scaling.apply(inputs, List.of(shape));
  }
}
