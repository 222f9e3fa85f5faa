package io.github.ann2snn.runtime.operations;

/**
 * Sums over the ledger and the network as others define them. This is their only definition here.
 *
 * <p>NeuroBench: Yik et al., The NeuroBench framework, Nature Communications 16, 1545 (2025), and
 * the metrics of its harness. SNN Toolbox: Rueckauer et al. 2017, section 2, and {@code
 * snntoolbox/simulation/utils.py}.
 */
public enum Total implements Defined {
  /** Accumulates whose spike and weight are not zero. */
  EFFECTIVE_ACS(
      Convention.NEUROBENCH,
      "effectiveAcs",
      "effective ACs",
      "accumulates per sample over all steps whose activation is a spike and whose weight is not"
          + " zero; biases are not counted"),
  /** MACs whose activation and weight are not zero. */
  EFFECTIVE_MACS(
      Convention.NEUROBENCH,
      "effectiveMacs",
      "effective MACs",
      "multiply-accumulates per sample over all steps whose activation is a number, not a spike,"
          + " and whose activation and weight are not zero; a constant input counts at every step,"
          + " as the harness has it, whether a device computes it again or not"),
  /** All operations. */
  DENSE(
      Convention.NEUROBENCH,
      "dense",
      "dense operations",
      "operations per sample over all steps, zero activations and zero weights included; biases"
          + " are not counted"),
  /** Share of zero activations. */
  ACTIVATION_SPARSITY(
      Convention.NEUROBENCH,
      "activationSparsity",
      "activation sparsity",
      "share of zero activations over all firing neurons, steps and samples, in [0, 1]; the input is"
          + " not counted"),
  /** Share of zero weights. */
  CONNECTION_SPARSITY(
      Convention.NEUROBENCH,
      "connectionSparsity",
      "connection sparsity",
      "share of stored weights that are zero over all layers, in [0, 1]"),
  /** Bytes of parameters and state. */
  FOOTPRINT_BYTES(
      Convention.NEUROBENCH,
      "footprintBytes",
      "footprint, bytes",
      "bytes of the weights and biases as they are stored, of a threshold and a potential for each"
          + " neuron, and of an accumulated current for each that max pooling follows, at the sizes"
          + " of the network's arithmetic"),
  /** Spikes x fan-out. */
  SYNAPTIC_OPERATIONS(
      Convention.SNN_TOOLBOX,
      "synapticOperations",
      "synaptic operations",
      "one per spike and outgoing connection, those of input spikes included"),
  /** Updates of neurons by bias or constant input. */
  NEURON_OPERATIONS(
      Convention.SNN_TOOLBOX,
      "neuronOperations",
      "neuron operations",
      "one per neuron and step for its bias; with a constant input also 2 x fan-in per neuron of the"
          + " first layer at the first step, zero inputs included, and one per such neuron at each"
          + " later step"),
  /** Both. */
  OPERATIONS(
      Convention.SNN_TOOLBOX,
      "operationsPerSample",
      "operations of the SNN",
      "synaptic operations + neuron operations"),
  /** Of the original network. */
  ANN_OPERATIONS(
      Convention.SNN_TOOLBOX,
      "annOperationsPerSample",
      "operations of the ANN",
      "2 x fan-in + 1 per neuron: a multiply-accumulate counts as two operations, a synaptic"
          + " operation of the SNN as one");

  /** Whose definition it is. */
  public enum Convention {
    /** NeuroBench. */
    NEUROBENCH("neuroBench", "NeuroBench"),
    /** SNN Toolbox. */
    SNN_TOOLBOX("snnToolbox", "SNN Toolbox");

    private final String key;
    private final String title;

    Convention(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** How result files name it. */
    public String key() {
      return key;
    }

    /** How people read it. */
    public String title() {
      return title;
    }
  }

  private final Convention convention;
  private final String name;
  private final String title;
  private final String definition;

  Total(Convention convention, String name, String title, String definition) {
    this.convention = convention;
    this.name = name;
    this.title = title;
    this.definition = definition;
  }

  /** Whose definition it is. */
  public Convention convention() {
    return convention;
  }

  /** Its name within its convention. */
  public String nameWithin() {
    return name;
  }

  @Override
  public String key() {
    return convention.key() + "." + name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String definition() {
    return convention.title() + ": " + definition;
  }
}
