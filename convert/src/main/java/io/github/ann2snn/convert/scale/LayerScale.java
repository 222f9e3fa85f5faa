package io.github.ann2snn.convert.scale;

import java.util.Arrays;

/**
 * The scale lambda of a layer's neurons: a firing rate of 1 stands for an activation of lambda.
 *
 * @param layer name of the layer
 * @param lambda one value &gt; 0 per neuron; all equal unless normalised by channel
 */
public record LayerScale(String layer, float[] lambda) {
  /** The same scale for all neurons. */
  public static LayerScale uniform(String layer, int neurons, float lambda) {
    float[] values = new float[neurons];
    Arrays.fill(values, lambda);
    return new LayerScale(layer, values);
  }

  /** The largest lambda of the layer. */
  public float max() {
    float max = lambda[0];
    for (float value : lambda) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** The smallest lambda of the layer. */
  public float min() {
    float min = lambda[0];
    for (float value : lambda) {
      min = Math.min(min, value);
    }
    return min;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerScale that
        && layer.equals(that.layer)
        && Arrays.equals(lambda, that.lambda);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lambda);
  }
}
