package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.operations.Defined.Countable;

/**
 * The items of the ledger: every operation of a run is counted under exactly one; their only
 * definition stands in the table {@code definitions.txt}.
 */
public enum Operation implements Countable {
  /** Multiply-accumulate of an analogue first layer. */
  ANALOG_MAC(Primitive.MAC),
  /** Synaptic operation (an accumulate). */
  SYNAPTIC_OPERATION(Primitive.ADD),
  /** Addition of the bias. */
  BIAS_ADD(Primitive.ADD),
  /** Update of a state that decays. */
  STATE_UPDATE(Primitive.MAC),
  /** Comparison of a potential with its threshold. */
  THRESHOLD_COMPARE(Primitive.COMPARE),
  /** Reset of a potential. */
  RESET(Primitive.ADD),
  /** Addition to an accumulated current. */
  GATE_ADD(Primitive.ADD),
  /** Comparison of accumulated currents. */
  GATE_COMPARE(Primitive.COMPARE);

  private final Primitive primitive;

  Operation(Primitive primitive) {
    this.primitive = primitive;
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
    MAC,
    /** An addition or a subtraction. */
    ADD,
    /** A comparison of two numbers. */
    COMPARE
  }
}
