package io.github.ann2snn.train.inference;

import java.util.Arrays;

/**
 * {@code y = scale x + shift}, channel by channel: what batch normalisation does at inference, with
 * {@code scale = gamma / sqrt(var + eps)} and {@code shift = beta - mean scale} (Ioffe and Szegedy
 * 2015, "Batch Normalization", algorithm 2).
 *
 * @param scale one value per channel
 * @param shift one value per channel
 */
public record ChannelTransform(double[] scale, double[] shift) {
  /** Batch normalisation with its running mean and variance. */
  public static ChannelTransform ofBatchNormalization(
      float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    double[] scale = new double[mean.length];
    double[] shift = new double[mean.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
      shift[c] = beta[c] - mean[c] * scale[c];
    }
    return new ChannelTransform(scale, shift);
  }

  /** This, then {@code next}. */
  public ChannelTransform then(ChannelTransform next) {
    double[] both = scale.clone();
    double[] sum = shift.clone();
    for (int c = 0; c < both.length; c++) {
      both[c] *= next.scale[c];
      sum[c] = sum[c] * next.scale[c] + next.shift[c];
    }
    return new ChannelTransform(both, sum);
  }

  /** Whether every channel has a finite scale and shift. */
  public boolean isFinite() {
    return Arrays.stream(scale).allMatch(Double::isFinite)
        && Arrays.stream(shift).allMatch(Double::isFinite);
  }

  /** Whether zeros, such as those of a padding, are shifted. */
  public boolean shifts() {
    return Arrays.stream(shift).anyMatch(s -> s != 0);
  }

  /** Whether it turns the order of some channel's values around, or makes them all equal. */
  public boolean turns() {
    return Arrays.stream(scale).anyMatch(s -> !(s > 0));
  }

  public int channels() {
    return scale.length;
  }
}
