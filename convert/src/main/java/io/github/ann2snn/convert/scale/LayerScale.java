package io.github.ann2snn.convert.scale;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.connection.Values;

/**
 * The scale lambda of a layer's neurons: a firing rate of 1 stands for an activation of lambda.
 *
 * @param layer name of the layer
 * @param lambda one value &gt; 0 per neuron; all equal unless normalised by channel
 */
public record LayerScale(String layer, float[] lambda) {
  /** The same scale for all neurons. */
  public static LayerScale uniform(String layer, int neurons, float lambda) {
    return new LayerScale(layer, Values.filled(neurons, lambda));
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
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }
}
