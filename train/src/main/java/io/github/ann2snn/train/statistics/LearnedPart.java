package io.github.ann2snn.train.statistics;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Where the learned parameters of a layer lie in the flat array of all parameters, and their
 * gradients in that of all gradients.
 *
 * @param layer index of the layer
 * @param from the first of them
 * @param to behind the last
 */
public record LearnedPart(int layer, int from, int to) {
  /** Those of all layers that have some, in order. */
  public static List<LearnedPart> of(MultiLayerNetwork network) {
    List<LearnedPart> parts = new ArrayList<>();
    int from = 0;
    for (Layer layer : network.getLayers()) {
      int all = Math.toIntExact(layer.numParams());
      if (all > 0) {
        parts.add(new LearnedPart(layer.getIndex(), from, from + learned(layer, all)));
      }
      from += all;
    }
    return parts;
  }

  public int length() {
    return to - from;
  }

  /** Mean and variance of a batch normalisation lie behind scale and shift, and are measured. */
  private static int learned(Layer layer, int all) {
    return layer.conf().getLayer() instanceof BatchNormalization normalization
        ? Math.toIntExact(2 * normalization.getNOut())
        : all;
  }
}
