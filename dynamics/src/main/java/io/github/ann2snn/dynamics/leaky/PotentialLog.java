package io.github.ann2snn.dynamics.leaky;

import java.util.Arrays;
import java.util.Objects;

/** The potentials of chosen neurons at every step. */
final class PotentialLog {
  private final int[] neurons;
  private final double[][] values;
  private int count;

  /**
   * @throws IllegalArgumentException if one of the neurons does not exist
   */
  PotentialLog(int[] neurons, int existing) {
    this.neurons = neurons.clone();
    values = new double[neurons.length][0];
    for (int neuron : neurons) {
      if (neuron < 0 || neuron >= existing) {
        throw new IllegalArgumentException(
            "neuron %d is to be traced; the network has 0 to %d".formatted(neuron, existing - 1));
      }
    }
  }

  /**
   * Makes room for that many more steps.
   *
   * @throws IllegalArgumentException if an array cannot hold them
   */
  void reserve(long steps) {
    if (neurons.length > 0 && count + steps > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "traces of %d steps, expected at most %d; run fewer steps or trace no neuron"
              .formatted(count + steps, Integer.MAX_VALUE - 8));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Arrays.copyOf(values[i], (int) (count + steps));
    }
  }

  void add(double[] potentials) {
    for (int i = 0; i < neurons.length; i++) {
      values[i][count] = potentials[neurons[i]];
    }
    count++;
  }

  /** The potentials of the i-th traced neuron, mV. */
  double[] values(int i) {
    return values[Objects.checkIndex(i, values.length)].clone();
  }
}
