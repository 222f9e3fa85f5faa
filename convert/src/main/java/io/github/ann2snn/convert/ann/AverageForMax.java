package io.github.ann2snn.convert.ann;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Replaces max pooling by average pooling, which spikes can do (Rueckauer et al. 2017, section
 * 2.2.4, on why they cannot do the former). The result is another function: it suits networks that
 * are trained on, or whose loss of accuracy one wants to see.
 */
public final class AverageForMax {
  private AverageForMax() {}

  /** Number of max pooling layers. */
  public static int layers(MultiLayerNetwork network) {
    return (int)
        Arrays.stream(network.getLayers())
            .filter(layer -> type(layer.conf().getLayer()) == PoolingType.MAX)
            .count();
  }

  private static PoolingType type(Layer layer) {
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling.getPoolingType();
    }
    return layer instanceof GlobalPoolingLayer global ? global.getPoolingType() : null;
  }

  /** A copy with the same weights and averages in place of maxima. */
  public static MultiLayerNetwork replace(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    for (int l = 0; l < network.getnLayers(); l++) {
      Layer layer = configuration.getConf(l).getLayer();
      boolean max = type(layer) == PoolingType.MAX;
      if (max && layer instanceof SubsamplingLayer pooling) {
        pooling.setPoolingType(PoolingType.AVG);
      } else if (max && layer instanceof GlobalPoolingLayer global) {
        global.setPoolingType(PoolingType.AVG);
      }
    }
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params(), true);
    return copy;
  }
}
