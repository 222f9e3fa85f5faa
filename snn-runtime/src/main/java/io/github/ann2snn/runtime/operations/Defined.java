package io.github.ann2snn.runtime.operations;

/** A name in the results whose meaning stands with it, and nowhere else. */
public interface Defined {
  /** How result files name it. */
  String key();

  /** How people read it. */
  String title();

  /** What exactly it means, in a sentence. */
  String definition();
}
