package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Data-based weight normalisation (Diehl et al. 2015; Rueckauer et al. 2017, eq. 8): {@code W~_l =
 * W_l lambda_(l-1) / lambda_l}, {@code b~_l = b_l / lambda_l}, thresholds 1, with {@code lambda_0 =
 * 1} because inputs lie in [0, 1].
 */
public final class Normalizer {
  private Normalizer() {}

  /**
   * The network in other units.
   *
   * @param sampleShape of the data set; a first layer that needs images says itself what shape the
   *     rows of a table have
   */
  public static SpikingNetwork normalize(
      List<AnnLayer> layers,
      List<LayerScale> scales,
      List<Integer> sampleShape,
      ConversionConfig config) {
    List<Integer> taken = layers.get(0).connection().inputShape();
    List<Integer> inputShape = taken.size() > 1 ? taken : sampleShape;
    List<Population> spiking = new ArrayList<>();
    float[] before = Values.filled(layers.get(0).inputs(), 1);
    for (int l = 0; l < layers.size(); l++) {
      AnnLayer layer = layers.get(l);
      float[] after = scales.get(l).lambda();
      Firing firing =
          Firing.unit(layer.outputs(), (float) config.initialPotential(), config.reset());
      Connection connection = layer.scaled(before, after);
      spiking.add(
          new Population(layer.name(), layer.gate(), connection, IntegrateAndFire.of(firing)));
      before = after;
    }
    return new SpikingNetwork(inputShape, spiking, 1, config.defaults(), Map.of());
  }

  /**
   * The largest activation that weights and inputs in [0, 1] allow: {@code lambda_l = max_j
   * (lambda_(l-1) sum_i max(0, w_ji) + max(0, b_j))} (Diehl et al. 2015, algorithm 1, with biases).
   */
  static double bound(AnnLayer layer, double before) {
    Connection connection = layer.connection();
    double[] sums = new double[layer.outputs()];
    for (int i = 0; i < connection.inputs(); i++) {
      connection.forEachTarget(i, (j, w) -> sums[j] += Math.max(0, w));
    }
    double bound = 0;
    for (int j = 0; j < sums.length; j++) {
      bound = Math.max(bound, before * sums[j] + Math.max(0, connection.bias(j)));
    }
    return bound;
  }
}
