package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Reset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Networks of any width, with random weights, whose hidden neurons fire about as often as those of
 * a converted network. A neuron with the current I in [0, 1] fires at the rate I, so with currents
 * of mean 0 and standard deviation {@value #DEVIATION} it does at about 0.06 on average. Weights
 * with the variance 2 / fan-in keep that deviation from layer to layer (He et al. 2015), as spike
 * rates are max(0, I).
 */
final class RandomNetwork {
  private static final double DEVIATION = 0.15;

  private RandomNetwork() {}

  /**
   * Draws a network with two hidden layers.
   *
   * @param inputNorm Euclidean norm of a typical input
   * @param sizes layer sizes, inputs first
   */
  static SpikingNetwork draw(long seed, double inputNorm, RunDefaults defaults, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    Layer[] layers = new Layer[sizes.length - 1];
    for (int l = 0; l < layers.length; l++) {
      double deviation = l == 0 ? DEVIATION / inputNorm : Math.sqrt(2.0 / sizes[l]);
      layers[l] = layer("layer_" + (l + 1), random, sizes[l], sizes[l + 1], deviation);
    }
    return new SpikingNetwork(List.of(sizes[0]), List.of(layers), 1, defaults, Map.of());
  }

  private static Layer layer(
      String name, SplittableRandom random, int inputs, int neurons, double deviation) {
    float[] weight = new float[Math.multiplyExact(inputs, neurons)];
    double bound = Math.sqrt(3) * deviation;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextDouble(-bound, bound);
    }
    return new Layer(
        name,
        new Affine(inputs, neurons, weight, new float[neurons]),
        IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.SUBTRACT)));
  }

  /** The root mean square of the Euclidean norms of the first samples; 1 if all are zero. */
  static double inputNorm(SampleSource samples, int inputs) {
    int n = Math.min(100, samples.size());
    float[] sample = new float[inputs];
    double squares = 0;
    for (int i = 0; i < n; i++) {
      samples.read(i, sample);
      for (float x : sample) {
        squares += x * x;
      }
    }
    return squares == 0 ? 1 : Math.sqrt(squares / n);
  }
}
