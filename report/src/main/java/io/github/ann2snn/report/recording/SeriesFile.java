package io.github.ann2snn.report.recording;

/** The series that {@code simulate} writes, each a file within the folder of the simulation. */
public enum SeriesFile {
  /** All spikes in order of time. */
  SPIKES("spikes.csv"),
  /** One row per neuron: its current and its rate. */
  RATES("rates.csv"),
  /** Potentials of the first neurons. */
  POTENTIALS("potentials.csv"),
  /** Weights before and after. */
  WEIGHTS("weights.csv"),
  /** Gates of the first axon. */
  GATES("gates.csv"),
  /** The window of plasticity, measured. */
  WINDOW("window.csv");

  private final String fileName;

  SeriesFile(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }
}
