package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.neuron.Firing;
import java.util.Arrays;

/**
 * A layer whose neurons were moved by a wanted shift each; what each kind of connection can take of
 * it is known here alone.
 *
 * @param layer the layer after the shift
 * @param shift what each bias or initial potential was moved by
 */
record ShiftedLayer(Layer layer, double[] shift) {
  /** Adds to biases; neurons that share a bias get the mean of what they want. */
  static ShiftedLayer bias(Layer layer, double[] perNeuron) {
    Connection connection = layer.connection();
    float[] bias = connection.bias();
    int sharing = perNeuron.length / bias.length;
    double[] shift = new double[perNeuron.length];
    for (int c = 0; c < bias.length; c++) {
      double mean = Arrays.stream(perNeuron, c * sharing, (c + 1) * sharing).average().orElse(0);
      bias[c] += (float) mean;
      Arrays.fill(shift, c * sharing, (c + 1) * sharing, mean);
    }
    Connection moved = connection.withParameters(connection.weight(), bias);
    return new ShiftedLayer(layer.withConnection(moved), shift);
  }

  /** Adds to initial potentials. */
  static ShiftedLayer potential(Layer layer, double[] perNeuron) {
    Firing firing = layer.neurons().firing();
    float[] initial = firing.initialPotential();
    for (int j = 0; j < initial.length; j++) {
      initial[j] += (float) perNeuron[j];
    }
    Firing moved =
        new Firing(
            firing.threshold(), initial, firing.rule(), firing.reset(), firing.resetPotential());
    return new ShiftedLayer(layer.withNeurons(layer.neurons().withFiring(moved)), perNeuron);
  }

  LayerCorrection.Size size() {
    return LayerCorrection.Size.of(shift);
  }
}
