package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.operations.Defined.Countable;

/**
 * The items of the ledger: every operation of a run is counted under exactly one. This is their
 * only definition.
 */
public enum Operation implements Countable {
  /** Multiply-accumulate of an analogue first layer. */
  ANALOG_MAC(
      "analogMac",
      "MAC of the analogue first layer",
      Primitive.MAC,
      "nonzero input values x fan-out, once per sample, because the current is constant and"
          + " therefore computed once; none where the input is coded in spikes"),
  /** Synaptic operation (an accumulate). */
  SYNAPTIC_OPERATION(
      "synapticOperation",
      "synaptic operation",
      Primitive.ADD,
      "one spike x one outgoing connection, an accumulate; the exact fan-out, also at the borders"
          + " of a convolution; a spike of a recurrent connection counts at the step in which it"
          + " arrives"),
  /** Addition of the bias. */
  BIAS_ADD(
      "biasAdd",
      "bias or constant-current add",
      Primitive.ADD,
      "addition of the bias, or of the constant input current that contains it: per neuron and"
          + " step"),
  /** Update of a state that decays. */
  STATE_UPDATE(
      "stateUpdate",
      "update of a decaying state",
      Primitive.MAC,
      "a multiply-accumulate for each state of a neuron that decays (a leaky potential, a synaptic"
          + " current or conductance) and step, and two more for each conductance, which counts in"
          + " the current and in the time constant; none for integrate-and-fire neurons"),
  /** Comparison of a potential with its threshold. */
  THRESHOLD_COMPARE(
      "thresholdCompare",
      "threshold compare",
      Primitive.COMPARE,
      "comparison of a potential with its threshold: per firing neuron and step; none for an output"
          + " layer whose potentials are read"),
  /** Reset of a potential. */
  RESET("reset", "reset", Primitive.ADD, "reset of a potential: per spike of a layer"),
  /** Addition to an accumulated current. */
  GATE_ADD(
      "gateAdd",
      "add for max pooling",
      Primitive.ADD,
      "addition to the accumulated current of a neuron that max pooling follows: per neuron and"
          + " step"),
  /** Comparison of accumulated currents. */
  GATE_COMPARE(
      "gateCompare",
      "compare for max pooling",
      Primitive.COMPARE,
      "comparison of accumulated currents by max pooling: one less than a window has neurons, per"
          + " window and step");

  private final String key;
  private final String title;
  private final Primitive primitive;
  private final String definition;

  Operation(String key, String title, Primitive primitive, String definition) {
    this.key = key;
    this.title = title;
    this.primitive = primitive;
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

  /** What it amounts to in arithmetic. */
  public Primitive primitive() {
    return primitive;
  }

  @Override
  public double in(OperationCounts counts) {
    return counts.of(this);
  }

  /** What an operation amounts to in arithmetic, so that one price may serve several items. */
  public enum Primitive implements Defined {
    /** A multiplication and an addition. */
    MAC("mac", "multiply-accumulate", "a multiplication and an addition"),
    /** An addition or a subtraction. */
    ADD("add", "addition", "an addition or a subtraction"),
    /** A comparison of two numbers. */
    COMPARE("compare", "comparison", "a comparison of two numbers");

    private final String key;
    private final String title;
    private final String definition;

    Primitive(String key, String title, String definition) {
      this.key = key;
      this.title = title;
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
  }
}
