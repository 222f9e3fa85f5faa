package io.github.ann2snn.runtime.operations;

/**
 * Sums over the ledger and the network as others define them. Their only definition here stands in
 * the table {@code definitions.txt}.
 *
 * <p>NeuroBench: Yik et al., The NeuroBench framework, Nature Communications 16, 1545 (2025), and
 * the metrics of its harness. SNN Toolbox: Rueckauer et al. 2017, section 2, and {@code
 * snntoolbox/simulation/utils.py}.
 */
public enum Total implements Defined {
  /** Accumulates whose spike and weight are not zero. */
  EFFECTIVE_ACS(Convention.NEUROBENCH),
  /** MACs whose activation and weight are not zero. */
  EFFECTIVE_MACS(Convention.NEUROBENCH),
  /** All operations. */
  DENSE(Convention.NEUROBENCH),
  /** Share of zero activations. */
  ACTIVATION_SPARSITY(Convention.NEUROBENCH),
  /** Share of zero weights. */
  CONNECTION_SPARSITY(Convention.NEUROBENCH),
  /** Bytes of parameters and state. */
  FOOTPRINT_BYTES(Convention.NEUROBENCH),
  /** Spikes x fan-out. */
  SYNAPTIC_OPERATIONS(Convention.SNN_TOOLBOX),
  /** Updates of neurons by bias or constant input. */
  NEURON_OPERATIONS(Convention.SNN_TOOLBOX),
  /** Both. */
  OPERATIONS(Convention.SNN_TOOLBOX),
  /** Of the original network. */
  ANN_OPERATIONS(Convention.SNN_TOOLBOX);

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

  Total(Convention convention) {
    this.convention = convention;
  }

  /** Whose definition it is. */
  public Convention convention() {
    return convention;
  }

  /** Its name within its convention. */
  public String nameWithin() {
    return key().substring(convention.key().length() + 1);
  }
}
