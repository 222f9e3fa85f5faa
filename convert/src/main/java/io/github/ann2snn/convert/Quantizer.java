package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Turns a network into one of integers: in each layer weights, biases, thresholds and potentials
 * are multiplied by one real scale and rounded. Spikes do not change, so that layers need not know
 * each other's scale. The scale is the largest at which every weight fits its bits and every
 * current and threshold its range ({@link Arithmetic}); it is the uniform symmetric quantisation of
 * Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient
 * Integer-Arithmetic-Only Inference", section 2.1, with zero point 0.
 */
public final class Quantizer {
  private Quantizer() {}

  /**
   * @param network in single precision, with integrate-and-fire neurons of resistance 1
   * @param arithmetic what to compute with, not {@link Arithmetic#FLOAT}
   * @throws ConversionRefusedException if a layer's neurons are others, or its weights and its
   *     thresholds are too far apart for integers of this size
   */
  public static SpikingNetwork quantize(SpikingNetwork network, Arithmetic arithmetic)
      throws ConversionRefusedException {
    Refusal.when(
        network.arithmetic().isInteger() || !arithmetic.isInteger(),
        "cannot turn %s into %s",
        network.arithmetic(),
        arithmetic);
    Map<String, String> provenance = new TreeMap<>(network.provenance());
    List<Population> layers = new ArrayList<>();
    for (Population layer : network.populations()) {
      double scale = scale(layer, network::isSigned, arithmetic);
      layers.add(scaled(layer, scale));
      provenance.put("integer_scale_" + layer.name(), String.valueOf(scale));
    }
    return new SpikingNetwork(
        network.inputShape(),
        layers,
        network.timestep(),
        arithmetic,
        network.defaults(),
        provenance);
  }

  private static double scale(Population layer, IntPredicate signed, Arithmetic arithmetic)
      throws ConversionRefusedException {
    if (!(layer.neurons() instanceof IntegrateAndFire neurons)
        || !Values.areAll(neurons.resistance(), 1)) {
      throw ConversionRefusedException.of(
          "layer %s has neurons other than integrate-and-fire of resistance 1: integers cannot stand for it",
          layer.name());
    }
    Population summed = layer.withConnections(Quantizer::summed);
    double weight = 0;
    for (Connection connection : summed.connections()) {
      for (float w : connection.weight()) {
        weight = Math.max(weight, Math.abs(w));
      }
    }
    double theta = largestPrice(neurons.firing());
    double least = Double.POSITIVE_INFINITY;
    for (float value : neurons.firing().threshold()) {
      theta = Math.max(theta, value);
      least = Math.min(least, value);
    }
    // Rounding may add half to each of the weights and of the biases.
    double most = mostPaths(summed) + summed.projections().size();
    double room = Arithmetic.POTENTIAL_LIMIT - 1 - 0.5 * most;
    double scale = arithmetic.weightLimit() / weight;
    scale = Math.min(scale, room / summed.largestCurrent(signed));
    scale = Math.min(scale, Arithmetic.POTENTIAL_LIMIT / theta);
    if (!(scale * least >= 1)) {
      throw ConversionRefusedException.of(
          "layer %s: weights of %s leave no room for its thresholds; use more bits or another normalisation",
          layer.name(), arithmetic);
    }
    return scale;
  }

  /** The most that a spike costs below 0, where it can be had. */
  private static double largestPrice(Firing firing) {
    double largest = 0;
    for (float price : firing.negative().map(Negative::price).orElse(new float[0])) {
      largest = price == Negative.NONE ? largest : Math.max(largest, price);
    }
    return largest;
  }

  /** Thresholds of next to nothing become 1, the least that there is. */
  private static Negative scaled(Negative negative, double scale) {
    float[] threshold = rounded(negative.threshold(), scale);
    float[] price = negative.price();
    for (int j = 0; j < threshold.length; j++) {
      threshold[j] = Math.max(1, threshold[j]);
      price[j] =
          price[j] == Negative.NONE ? Negative.NONE : (float) Math.rint(price[j] * scale) + 0f;
    }
    return new Negative(threshold, price);
  }

  /** Integers cannot average, but add what was divided before. */
  private static Connection summed(Connection connection) {
    return connection instanceof Pooled pooled ? pooled.summed() : connection;
  }

  /** The largest number of paths that lead to a neuron. */
  private static int mostPaths(Population layer) {
    int[] paths = new int[layer.size()];
    for (Connection connection : layer.connections()) {
      for (int i = 0; i < connection.inputs(); i++) {
        connection.forEachTarget(i, (j, w) -> paths[j]++);
      }
    }
    return Arrays.stream(paths).max().orElse(0);
  }

  private static Population scaled(Population layer, double scale) {
    Firing firing = layer.neurons().firing();
    return layer
        .withConnections(
            connection -> {
              Connection summed = summed(connection);
              return summed.withParameters(
                  rounded(summed.weight(), scale), rounded(summed.bias(), scale));
            })
        .withNeurons(
            IntegrateAndFire.of(
                new Firing(
                    rounded(firing.threshold(), scale),
                    rounded(firing.initialPotential(), scale),
                    firing.rule(),
                    firing.reset(),
                    rounded(firing.resetPotential(), scale),
                    firing.negative().map(negative -> scaled(negative, scale)))));
  }

  private static float[] rounded(float[] values, double scale) {
    float[] integers = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      // Adding 0 turns -0, which is no integer, into 0.
      integers[i] = (float) Math.rint(values[i] * scale) + 0f;
    }
    return integers;
  }
}
