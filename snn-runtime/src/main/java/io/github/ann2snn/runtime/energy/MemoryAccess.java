package io.github.ann2snn.runtime.energy;

import static io.github.ann2snn.runtime.operations.Operation.ANALOG_MAC;
import static io.github.ann2snn.runtime.operations.Operation.BIAS_ADD;
import static io.github.ann2snn.runtime.operations.Operation.GATE_ADD;
import static io.github.ann2snn.runtime.operations.Operation.SYNAPTIC_OPERATION;

import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.OperationCounts;
import java.util.Locale;

/**
 * Accesses to memory of a spiking network, after Lemaire et al., An Analytical Estimation of
 * Spiking Neural Networks Energy Efficiency, ICONIP 2022 (arXiv:2210.13107): a synaptic operation
 * reads a weight and reads and writes a potential (eq. 9, 10 and 15, whose second term is the
 * update of each neuron at each step); an analogue first layer reads as an ANN does, a weight and
 * an input for each multiply-accumulate. The address arithmetic of that paper is not counted.
 */
public enum MemoryAccess implements Countable {
  /** Reading a weight. */
  WEIGHT_READ(MemoryArray.PARAMETERS),
  /** Reading an input value. */
  INPUT_READ(MemoryArray.INPUTS),
  /** Reading a bias. */
  BIAS_READ(MemoryArray.PARAMETERS),
  /** Reading or writing a potential. */
  POTENTIAL_ACCESS(MemoryArray.POTENTIALS),
  /** Writing or reading a spike. */
  SPIKE_ACCESS(MemoryArray.SPIKES);

  private final MemoryArray array;

  MemoryAccess(MemoryArray array) {
    this.array = array;
  }

  /** Where what is read or written lies. */
  public MemoryArray array() {
    return array;
  }

  @Override
  public double in(OperationCounts counts) {
    return switch (this) {
      case WEIGHT_READ -> counts.of(SYNAPTIC_OPERATION) + counts.of(ANALOG_MAC);
      case INPUT_READ -> counts.of(ANALOG_MAC);
      case BIAS_READ -> counts.of(BIAS_ADD);
      case POTENTIAL_ACCESS ->
          2 * (counts.of(SYNAPTIC_OPERATION) + counts.of(BIAS_ADD) + counts.of(GATE_ADD));
      case SPIKE_ACCESS -> 2 * counts.spikes();
    };
  }

  /** The memories of a spiking network: one array of each kind, as large as the network needs. */
  public enum MemoryArray {
    /** Weights and biases of all layers. */
    PARAMETERS,
    /** The values of one input sample. */
    INPUTS,
    /** One potential per neuron. */
    POTENTIALS,
    /** Room for a spike of every input and neuron at one step, each stored as its index. */
    SPIKES;

    /** How result files name it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
