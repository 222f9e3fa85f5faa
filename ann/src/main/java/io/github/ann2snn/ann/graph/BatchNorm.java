package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.List;

/**
 * Multiplies and adds constants: {@code y = fma(scale, x, shift)}, with one scale and one shift for
 * each channel, or for each value. That is what batch normalisation does once it is trained (Ioffe
 * and Szegedy 2015).
 *
 * @param scale finite factors
 * @param shift as many finite summands
 */
public record BatchNorm(float[] scale, float[] shift) implements Operation {
  /**
   * @throws IllegalArgumentException if the numbers are not as many as each other, or not finite
   */
  public BatchNorm {
    scale = Values.finite("scale", scale, scale.length);
    shift = Values.finite("shift", shift, scale.length);
  }

  /** What changes nothing. */
  public static BatchNorm identity(int channels) {
    return new BatchNorm(Values.filled(channels, 1), new float[channels]);
  }

  /**
   * From what training leaves behind: {@code (x - mean) / sqrt(variance + epsilon) gamma + beta},
   * multiplied out in double precision.
   *
   * @throws IllegalArgumentException if lengths differ, or a variance is not above {@code -epsilon}
   */
  public static BatchNorm of(
      float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    int channels = gamma.length;
    Refusal.when(
        beta.length != channels || mean.length != channels || variance.length != channels,
        "scale, shift, mean and variance have %d, %d, %d and %d values",
        channels,
        beta.length,
        mean.length,
        variance.length);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + epsilon);
      scale[c] = (float) factor;
      shift[c] = (float) (beta[c] - mean[c] * factor);
    }
    return new BatchNorm(scale, shift);
  }

  /**
   * This, then another one, multiplied out in double precision.
   *
   * @param shape of what they are applied to
   */
  public BatchNorm then(BatchNorm next, Shape shape) {
    int count = Math.max(scale.length, next.scale.length);
    float[] scales = new float[count];
    float[] shifts = new float[count];
    for (int i = 0; i < count; i++) {
      int a = scale.length == count ? i : i / shape.perChannel();
      int b = next.scale.length == count ? i : i / shape.perChannel();
      scales[i] = (float) ((double) scale[a] * next.scale[b]);
      shifts[i] = (float) ((double) shift[a] * next.scale[b] + next.shift[b]);
    }
    return new BatchNorm(scales, shifts);
  }

  /** A copy of the factors. */
  @Override
  public float[] scale() {
    return scale.clone();
  }

  /** A copy of the summands. */
  @Override
  public float[] shift() {
    return shift.clone();
  }

  /** Whether something other than 0 is added. */
  public boolean shifts() {
    for (float t : shift) {
      if (t != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether all values of a channel are treated alike. */
  public boolean isPerChannel(Shape shape) {
    return scale.length == shape.channels();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        scale.length != shape.channels() && scale.length != shape.values(),
        "%d factors for values of shape %s, expected one for each channel or for each value",
        scale.length,
        shape);
    return shape;
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] x = inputs.get(0);
    int shared = x.length / scale.length;
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.fma(scale[i / shared], x[i], shift[i / shared]);
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
