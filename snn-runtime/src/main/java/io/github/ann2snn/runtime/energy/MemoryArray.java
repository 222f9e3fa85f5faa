package io.github.ann2snn.runtime.energy;

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
