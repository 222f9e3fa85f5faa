package io.github.ann2snn.runtime.operations;

/** Something of which a run has a number, for which a device may charge. */
public interface Countable extends Defined {
  /** How often it takes place for a sample, on average. */
  double in(OperationCounts counts);
}
