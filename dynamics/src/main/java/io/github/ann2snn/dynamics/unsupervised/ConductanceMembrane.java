package io.github.ann2snn.dynamics.unsupervised;

/**
 * A leaky integrate-and-fire neuron with conductances, {@code tau dV/dt = E_rest - V + g_e (E_exc -
 * V) + g_i (E_inh - V)}; conductances are in units of the leak's (Diehl and Cook 2015, equation 1).
 *
 * @param tauMs {@code tau > 0}, ms
 * @param restMv {@code E_rest}, mV
 * @param resetMv potential after a spike and until the refractory period ends, mV
 * @param thresholdMv above this potential it fires, mV
 * @param refractoryMs time after a spike in which it stays at the reset potential, ms
 * @param excitatoryReversalMv {@code E_exc}, mV
 * @param inhibitoryReversalMv {@code E_inh}, mV
 */
public record ConductanceMembrane(
    double tauMs,
    double restMv,
    double resetMv,
    double thresholdMv,
    double refractoryMs,
    double excitatoryReversalMv,
    double inhibitoryReversalMv) {
  /** The excitatory neuron of Diehl and Cook's program. */
  public static final ConductanceMembrane EXCITATORY =
      new ConductanceMembrane(100, -65, -65, -52, 5, 0, -100);

  /** The inhibitory neuron of Diehl and Cook's program. */
  public static final ConductanceMembrane INHIBITORY =
      new ConductanceMembrane(10, -60, -45, -40, 2, 0, -85);

  /**
   * @throws IllegalArgumentException if tau is not positive, the refractory period is negative, or
   *     the reset potential is not below the threshold
   */
  public ConductanceMembrane {
    if (!(tauMs > 0) || !(refractoryMs >= 0) || !(resetMv < thresholdMv)) {
      throw new IllegalArgumentException(
          "tau %s ms, refractory period %s ms, reset %s mV, threshold %s mV: expected tau > 0, a period >= 0, and a reset below the threshold"
              .formatted(tauMs, refractoryMs, resetMv, thresholdMv));
    }
  }
}
