package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

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
    List<Population> spiking = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      AnnLayer layer = layers.get(l);
      float[] after = scales.get(l).lambda();
      Firing firing =
          Firing.unit(layer.outputs(), (float) config.initialPotential(), config.reset());
      if (l < layers.size() - 1 && (layer.isSigned() || config.signed() == Signed.YES)) {
        firing = firing.withNegative(Optional.of(negative(layer)));
      }
      List<Projection> projections = layer.scaled(source -> lambda(layers, scales, source), after);
      spiking.add(new Population(layer.name(), projections, IntegrateAndFire.of(firing)));
    }
    List<Integer> inputShape = inputShape(layers, sampleShape);
    return new SpikingNetwork(inputShape, spiking, 1, config.defaults(), Map.of());
  }

  /** How a layer's neurons of threshold 1 take back, and what a spike below 0 costs them. */
  private static Negative negative(AnnLayer layer) {
    float[] price = new float[layer.outputs()];
    for (int j = 0; j < price.length; j++) {
      float beta = 1 / layer.slope(j);
      price[j] = Float.isFinite(beta) ? beta : Negative.NONE;
    }
    return new Negative(Values.filled(price.length, Negative.TAKEN_BACK), price);
  }

  /** The scales of a layer's neurons, or those of the inputs: 1. */
  private static float[] lambda(List<AnnLayer> layers, List<LayerScale> scales, int source) {
    return source == Projection.INPUT
        ? Values.filled(inputs(layers), 1)
        : scales.get(source).lambda();
  }

  private static Stream<Projection> fromInput(List<AnnLayer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.projections().stream())
        .filter(Projection::isFromInput);
  }

  /** Number of inputs. */
  public static int inputs(List<AnnLayer> layers) {
    return fromInput(layers).findFirst().orElseThrow().inputs();
  }

  private static List<Integer> inputShape(List<AnnLayer> layers, List<Integer> sampleShape) {
    return fromInput(layers)
        .map(Projection::inputShape)
        .filter(shape -> shape.size() > 1)
        .findFirst()
        .orElse(sampleShape);
  }

  /**
   * The largest activation that weights and inputs in [0, 1] allow: {@code lambda_l = max_j (sum_i
   * lambda_i max(0, w_ji) + max(0, b_j))}, the sum over all layers that lead to it (Diehl et al.
   * 2015, algorithm 1, with biases).
   *
   * @param before the bound of each source
   * @param signed whether a source also gives values below 0, as far from it
   */
  static double bound(AnnLayer layer, IntToDoubleFunction before, IntPredicate signed) {
    double[] sums = new double[layer.outputs()];
    double[] biases = new double[sums.length];
    for (Projection projection : layer.projections()) {
      Connection connection = projection.connection();
      double scale = before.applyAsDouble(projection.source());
      boolean both = layer.isSigned() || signed.test(projection.source());
      for (int i = 0; i < connection.inputs(); i++) {
        connection.forEachTarget(
            i, (j, w) -> sums[j] += scale * (both ? Math.abs(w) : Math.max(0, w)));
      }
      Arrays.setAll(biases, j -> biases[j] + connection.bias(j));
    }
    double bound = 0;
    for (int j = 0; j < sums.length; j++) {
      bound =
          Math.max(
              bound, sums[j] + (layer.isSigned() ? Math.abs(biases[j]) : Math.max(0, biases[j])));
    }
    return bound;
  }
}
