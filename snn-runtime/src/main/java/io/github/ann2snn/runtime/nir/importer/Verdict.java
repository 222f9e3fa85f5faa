package io.github.ann2snn.runtime.nir.importer;

/** How well a program reproduces a network that it reads from a file; from best to worst. */
public enum Verdict {
  /** The same spikes, but for the order in which it adds. */
  REPRODUCES("yes"),
  /** The same neurons, some of whose spikes may differ. */
  CLOSE("nearly"),
  /** Reading its source did not settle it. */
  UNKNOWN("unknown"),
  /** Another network, which computes something else. */
  DIFFERS("no"),
  /** It does not read the file. */
  REFUSES("refuses");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** How tables say it. */
  public String word() {
    return word;
  }
}
