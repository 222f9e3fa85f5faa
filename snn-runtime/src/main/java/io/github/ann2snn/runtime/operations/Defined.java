package io.github.ann2snn.runtime.operations;

/** A name in the results whose meaning stands with it, and nowhere else. */
public interface Defined {
  /** How result files name it. */
  String key();

  /** How people read it. */
  String title();

  /** What exactly it means, in a sentence. */
  String definition();

  /** Something of which a run has a number, for which a device may charge. */
  interface Countable extends Defined {
    /** How often it takes place for a sample, on average. */
    double in(OperationCounts counts);
  }
}
