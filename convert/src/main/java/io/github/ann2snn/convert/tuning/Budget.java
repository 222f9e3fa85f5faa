package io.github.ann2snn.convert.tuning;

/**
 * How many samples are simulated, at most.
 *
 * @param screening for every setting
 * @param search for those that are kept
 * @param confirmation for each that is confirmed with the most steps
 */
public record Budget(int screening, int search, int confirmation) {
  private static final Budget MOST = new Budget(2_000, 12_000, 40_000);
  private static final int LEAST = 256;

  /** Operations for a setting at each stage. */
  private static final double SCREENING = 2e10;

  private static final double SEARCH = 1e11;
  private static final double CONFIRMATION = 2e11;

  /** Spikes per neuron and step, as many networks have it. */
  private static final double RATE = 0.1;

  /**
   * That of a model.
   *
   * @param macs dense multiply-accumulates of a sample
   * @param timesteps the most steps
   */
  public static Budget of(long macs, int timesteps) {
    double each = macs * timesteps * RATE;
    return new Budget(
        within(MOST.screening, SCREENING / each),
        within(MOST.search, SEARCH / each),
        within(MOST.confirmation, CONFIRMATION / each));
  }

  private static int within(int most, double wanted) {
    return (int) Math.max(LEAST, Math.min(most, wanted));
  }

  /** At most so many together; half of them confirm where there are too few. */
  Budget within(int samples) {
    int searching = Math.min(search, samples / 2);
    return new Budget(
        Math.min(screening, searching), searching, Math.min(confirmation, samples - searching));
  }
}
