package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.energy.MemoryAccess.MemoryArray;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;

/**
 * What a network stores.
 *
 * @param inputs values of a sample
 * @param neurons neurons of all layers
 * @param furtherStates what neurons keep beside a potential: an accumulated current where max
 *     pooling follows, a synaptic current where the input is filtered
 * @param weights stored weights
 * @param biases stored biases
 * @param weightBits bits of a weight and of an input value
 * @param stateBits bits of a bias, a potential and an accumulated current
 */
public record NetworkSize(
    long inputs,
    long neurons,
    long furtherStates,
    long weights,
    long biases,
    int weightBits,
    int stateBits) {
  /** The size of a network in its own arithmetic. */
  public static NetworkSize of(SpikingNetwork network) {
    long neurons = 0;
    long further = 0;
    long weights = 0;
    long biases = 0;
    for (Population layer : network.populations()) {
      neurons += layer.neurons().neurons();
      // Signed neurons remember what they fired.
      int states = layer.neurons().statesPerNeuron() + (layer.isSigned() ? 1 : 0);
      further += (states - 1L) * layer.neurons().neurons();
      for (Connection connection : layer.connections()) {
        weights += connection.weights();
        biases += connection.biases();
      }
    }
    for (int source : network.gated()) {
      further += network.populations().get(source).size();
    }
    return new NetworkSize(
        network.inputs(),
        neurons,
        further,
        weights,
        biases,
        network.arithmetic().weightBits(),
        network.arithmetic().stateBits());
  }

  /** The same, were all numbers {@code bits} wide. */
  NetworkSize withBits(int bits) {
    return new NetworkSize(inputs, neurons, furtherStates, weights, biases, bits, bits);
  }

  /** Bits of what an access reads or writes; a spike is the index of its neuron. */
  int bits(MemoryAccess access) {
    return switch (access) {
      case WEIGHT_READ, INPUT_READ -> weightBits;
      case BIAS_READ, POTENTIAL_ACCESS -> stateBits;
      case SPIKE_ACCESS -> indexBits();
    };
  }

  private int indexBits() {
    return Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, inputs + neurons - 1));
  }

  /** Bytes of an array, rounded up. */
  long bytes(MemoryArray array) {
    long bits =
        switch (array) {
          case PARAMETERS -> weights * weightBits + biases * stateBits;
          case INPUTS -> inputs * weightBits;
          case POTENTIALS -> (neurons + furtherStates) * stateBits;
          case SPIKES -> (inputs + neurons) * indexBits();
        };
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Bytes of the parameters of the ANN with numbers of {@code bits} bits, rounded up. */
  long annParameterBytes(int bits) {
    return ((weights + biases) * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Bytes of the input and all activations of the ANN, rounded up. */
  long annActivationBytes(int bits) {
    return ((inputs + neurons) * bits + Byte.SIZE - 1) / Byte.SIZE;
  }
}
