package io.github.ann2snn.runtime.operations;

/**
 * The items of the ledger: every operation of a run is counted under exactly one. This is their
 * only definition.
 */
public enum Operation {
  /**
   * Multiply-accumulate of an analogue first layer: nonzero input values x fan-out, once per
   * sample, because the current is constant and therefore computed once.
   */
  ANALOG_MAC("analogMac", "MAC of the analogue first layer"),
  /** Synaptic operation (an accumulate): one spike x one outgoing connection. */
  SYNAPTIC_OPERATION("synapticOperation", "synaptic operation"),
  /**
   * Addition of the bias, or of the constant input current that contains it: per neuron and step.
   */
  BIAS_ADD("biasAdd", "bias or constant-current add"),
  /** Comparison of a potential with its threshold: per firing neuron and step. */
  THRESHOLD_COMPARE("thresholdCompare", "threshold compare"),
  /** Reset of a potential: per spike. */
  RESET("reset", "reset"),
  /** Addition to the accumulated current of a neuron that max pooling follows: per step. */
  GATE_ADD("gateAdd", "add for max pooling"),
  /**
   * Comparison of accumulated currents by max pooling: one less than a window has neurons, per
   * window and step.
   */
  GATE_COMPARE("gateCompare", "compare for max pooling");

  private final String key;
  private final String title;

  Operation(String key, String title) {
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
