package io.github.ann2snn.dynamics.unsupervised;

/**
 * Plasticity by triplets, as Diehl and Cook's program has it (after Pfister and Gerstner, "Triplets
 * of spikes in a model of spike timing-dependent plasticity", Journal of Neuroscience 26, 2006).
 * Three traces are set to 1 by spikes and decay exponentially: x by spikes before the synapse, y1
 * and y2 by spikes behind it. A spike before the synapse takes {@code preRate * y1} from the
 * weight; one behind it adds {@code postRate * x * y2}, with y2 as it was before that spike.
 * Weights stay in [0, 1].
 *
 * @param preRate learning rate of depression, at least 0
 * @param postRate learning rate of potentiation, at least 0
 * @param tauPreMs time constant of x, ms
 * @param tauPostMs time constant of y1, ms
 * @param tauTripletMs time constant of y2, ms
 */
public record TripletRule(
    double preRate, double postRate, double tauPreMs, double tauPostMs, double tauTripletMs) {
  /** The rates and time constants of Diehl and Cook's program. */
  public static final TripletRule DIEHL_COOK = new TripletRule(1e-4, 1e-2, 20, 20, 40);

  /**
   * @throws IllegalArgumentException if a rate is negative or a time constant not positive
   */
  public TripletRule {
    boolean rates = preRate >= 0 && postRate >= 0;
    if (!rates || !(Math.min(tauPreMs, Math.min(tauPostMs, tauTripletMs)) > 0)) {
      throw new IllegalArgumentException(
          "learning rates are %s and %s, time constants %s, %s and %s ms; expected rates >= 0, times > 0"
              .formatted(preRate, postRate, tauPreMs, tauPostMs, tauTripletMs));
    }
  }
}
