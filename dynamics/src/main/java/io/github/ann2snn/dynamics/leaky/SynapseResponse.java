package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.quantity.Allowed;

/** What a spike that arrives at a synapse does to the neuron behind it. */
public sealed interface SynapseResponse {
  /** The unit of the weights: mV or nA. */
  String unit();

  /**
   * Nothing, if the response can be advanced in steps of {@code dtMs}.
   *
   * @throws IllegalArgumentException if the step is not shorter than its time constant
   */
  void checkStep(double dtMs);

  /** The potential jumps at once, {@code V <- V + w}; the weight is in mV. */
  record Jump() implements SynapseResponse {
    @Override
    public String unit() {
      return "mV";
    }

    @Override
    public void checkStep(double dtMs) {}
  }

  /**
   * A current that jumps, {@code I_s <- I_s + w}, and decays, {@code tau_s dI_s/dt = -I_s}; the
   * weight is in nA. The current goes on during the refractory period.
   *
   * <p>A step is exact, as in Rotter and Diesmann (1999): with x = dt (tau_s - tau_m) / (tau_m
   * tau_s), V gains {@code R_m I_s (dt/tau_m) e^(-dt/tau_m) (e^x - 1)/x}, where the last factor is
   * 1 for equal time constants.
   *
   * @param tauMs {@code tau_s > 0}, ms
   */
  record ExponentialCurrent(double tauMs) implements SynapseResponse {
    /**
     * @throws IllegalArgumentException if the time constant is not a positive number
     */
    public ExponentialCurrent {
      Allowed.positive("tau_s", tauMs, "ms");
    }

    @Override
    public String unit() {
      return "nA";
    }

    @Override
    public void checkStep(double dtMs) {
      Allowed.resolves(dtMs, "tau_s", tauMs);
    }

    /** What a step leaves of the current, {@code e^(-dt/tau_s)}. */
    double decay(double dtMs) {
      return Math.exp(-dtMs / tauMs);
    }

    /** What a current of 1 nA at the start of a step adds to V by its end, mV. */
    double gain(LeakyMembrane membrane, double dtMs) {
      double tauM = membrane.tauMs();
      double x = dtMs * (tauMs - tauM) / (tauM * tauMs);
      double factor = x == 0 ? 1 : Math.expm1(x) / x;
      return membrane.resistanceMegohm() * (dtMs / tauM) * membrane.decay(dtMs) * factor;
    }
  }
}
