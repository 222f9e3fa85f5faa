package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.attribution.ErrorSplit.IdealNeuron;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A layer in units of its thresholds.
 *
 * @param gain current in thresholds that a unit of input current is to each neuron
 * @param initial v(0) of each neuron, in thresholds
 * @param below how far below 0 each fires -1, in thresholds
 * @param price of a spike below 0, in thresholds; infinite where there is none
 */
record LayerDynamics(
    Population layer, double[] gain, double[] initial, double[] below, double[] price) {
  /**
   * @throws BadFileException if a spike does other than subtract the threshold, neurons leak, or a
   *     potential starts below 0 or above the threshold
   */
  static LayerDynamics of(Population layer) throws BadFileException {
    Firing firing = layer.neurons().firing();
    if (!(layer.neurons() instanceof IntegrateAndFire neurons)) {
      throw BadFileException.of(
          "layer %s has leaky neurons: explain takes integrate-and-fire networks", layer.name());
    }
    BadFileException.when(
        firing.reset() != Reset.SUBTRACT,
        "layer %s resets to zero: every spike then loses what exceeds the threshold, and rates have no ideal to compare with; run it with --reset subtract, or convert anew",
        layer.name());
    float[] theta = firing.threshold();
    float[] resistance = neurons.resistance();
    float[] start = firing.initialPotential();
    double[] gain = new double[theta.length];
    double[] initial = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      gain[j] = (double) resistance[j] / theta[j];
      initial[j] = (double) start[j] / theta[j];
      if (!(initial[j] >= 0 && initial[j] <= 1)) {
        throw BadFileException.of(
            "layer %s: neuron %d starts at %s thresholds, expected 0 to 1; give --initial-potential",
            layer.name(), j, initial[j]);
      }
    }
    double[] below = new double[theta.length];
    double[] price = new double[theta.length];
    Arrays.fill(price, Double.POSITIVE_INFINITY);
    if (firing.negative().isPresent()) {
      float[] least = firing.negative().get().threshold();
      float[] paid = firing.negative().get().price();
      for (int j = 0; j < theta.length; j++) {
        below[j] = (double) least[j] / theta[j];
        price[j] = paid[j] == Negative.NONE ? price[j] : (double) paid[j] / theta[j];
      }
    }
    return new LayerDynamics(layer, gain, initial, below, price);
  }

  /** What a neuron would do with a constant current. */
  IdealNeuron ideal(int j, int timesteps) {
    return new IdealNeuron(timesteps, layer.neurons().firing().rule(), below[j], price[j]);
  }

  /** What the activation of neuron j makes of a sum, without its bound. */
  double activation(int j, double sum) {
    return sum > 0 || !fallsBelow(j) ? Math.max(0, sum) : sum / price[j];
  }

  /** Whether a neuron stands for values below 0 as well. */
  boolean fallsBelow(int j) {
    return price[j] < Double.POSITIVE_INFINITY;
  }

  int neurons() {
    return gain.length;
  }

  /** v(0) of all neurons, in thresholds. */
  double meanInitial() {
    double sum = 0;
    for (double v : initial) {
      sum += v;
    }
    return sum / initial.length;
  }

  /**
   * The mean current into each neuron, in thresholds per step, for several samples side by side:
   * those of a neuron, or of an input, follow each other. Asking for a path costs more than what is
   * added along it for one sample.
   *
   * @param samples their number
   * @param arriving for each projection the mean over the steps of each input that arrives, through
   *     max pooling or not
   */
  double[] current(int samples, IntFunction<double[]> arriving) {
    double[] current = new double[Math.multiplyExact(neurons(), samples)];
    float[] biases = layer.biases();
    for (int j = 0; j < biases.length; j++) {
      Arrays.fill(current, j * samples, (j + 1) * samples, biases[j]);
    }
    for (int k = 0; k < layer.projections().size(); k++) {
      Connection connection = layer.projections().get(k).connection();
      double[] rates = arriving.apply(k);
      for (int i = 0; i < connection.inputs(); i++) {
        int from = i * samples;
        if (!areZero(rates, from, samples)) {
          connection.forEachTarget(i, (j, w) -> add(current, j * samples, w, rates, from, samples));
        }
      }
    }
    for (int j = 0; j < gain.length; j++) {
      for (int sample = 0; sample < samples; sample++) {
        current[j * samples + sample] *= gain[j];
      }
    }
    return current;
  }

  private static boolean areZero(double[] rates, int from, int samples) {
    for (int i = from; i < from + samples; i++) {
      if (rates[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static void add(double[] y, int to, double w, double[] x, int from, int samples) {
    for (int sample = 0; sample < samples; sample++) {
      y[to + sample] += w * x[from + sample];
    }
  }
}
