package io.github.ann2snn.runtime.energy;

import static io.github.ann2snn.runtime.operations.Operation.ANALOG_MAC;
import static io.github.ann2snn.runtime.operations.Operation.BIAS_ADD;
import static io.github.ann2snn.runtime.operations.Operation.GATE_ADD;
import static io.github.ann2snn.runtime.operations.Operation.SYNAPTIC_OPERATION;

import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.OperationCounts;

/**
 * Accesses to memory of a spiking network, after Lemaire et al., An Analytical Estimation of
 * Spiking Neural Networks Energy Efficiency, ICONIP 2022 (arXiv:2210.13107): a synaptic operation
 * reads a weight and reads and writes a potential (eq. 9, 10 and 15, whose second term is the
 * update of each neuron at each step); an analogue first layer reads as an ANN does, a weight and
 * an input for each multiply-accumulate. The address arithmetic of that paper is not counted.
 */
public enum MemoryAccess implements Countable {
  /** Reading a weight. */
  WEIGHT_READ(
      "weightRead",
      "weight read",
      MemoryArray.PARAMETERS,
      "reading a weight: per synaptic operation, and per MAC of the analogue first layer"),
  /** Reading an input value. */
  INPUT_READ(
      "inputRead",
      "input read",
      MemoryArray.INPUTS,
      "reading an input value: per MAC of the analogue first layer"),
  /** Reading a bias. */
  BIAS_READ(
      "biasRead",
      "bias or constant-current read",
      MemoryArray.PARAMETERS,
      "reading a bias or constant current: per neuron and step"),
  /** Reading or writing a potential. */
  POTENTIAL_ACCESS(
      "potentialAccess",
      "potential read or write",
      MemoryArray.POTENTIALS,
      "reading or writing a potential, or the accumulated current of a neuron that max pooling"
          + " follows: one of each per synaptic operation, and per neuron and step"),
  /** Writing or reading a spike. */
  SPIKE_ACCESS(
      "spikeAccess",
      "spike write or read",
      MemoryArray.SPIKES,
      "writing or reading a spike: one of each per spike of an input neuron or of a layer");

  private final String key;
  private final String title;
  private final MemoryArray array;
  private final String definition;

  MemoryAccess(String key, String title, MemoryArray array, String definition) {
    this.key = key;
    this.title = title;
    this.array = array;
    this.definition = definition;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String definition() {
    return definition;
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
    PARAMETERS("parameters"),
    /** The values of one input sample. */
    INPUTS("inputs"),
    /** One potential per neuron. */
    POTENTIALS("potentials"),
    /** Room for a spike of every input and neuron at one step, each stored as its index. */
    SPIKES("spikes");

    private final String key;

    MemoryArray(String key) {
      this.key = key;
    }

    /** How result files name it. */
    public String key() {
      return key;
    }
  }
}
